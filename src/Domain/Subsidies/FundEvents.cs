using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the stream fund/{fundNo}. Postings are those of the chart of accounts in specs/funds.md.

public abstract record FundEvent { private protected FundEvent() { } }

/// <summary>Where public money comes from (资金来源); each fen keeps it from appropriation to payout.</summary>
public enum FundSource
{
    /// <summary>Lottery public-welfare fund (体育彩票公益金).</summary>
    LotteryWelfare = 1,

    /// <summary>General public budget (一般公共预算).</summary>
    GeneralBudget = 2,

    /// <summary>Government-managed fund budget (政府性基金预算).</summary>
    GovernmentFund = 3,
}

/// <summary>An appropriation (预算指标) as one finance officer entered it from the treasury's document; it is no money yet.</summary>
/// <param name="District">Whose budget: a district of the city, or the city.</param>
/// <param name="DocumentNo">The document that grants it (指标文号).</param>
/// <param name="TreasuryNo">The treasury's own number of it (指标编号).</param>
public sealed record AppropriationEntered(
    string FundNo, int Year, FundSource Source, string District, string DocumentNo, string TreasuryNo, Money Amount,
    PersonRef EnteredBy, LocalDate EnteredOn, LegalBasis Basis) : FundEvent;

/// <summary>A second person has compared it with the document. Posting 1: B110 / B100.</summary>
public sealed record AppropriationApproved(Money Amount, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;

/// <summary>The appropriation, or an act on the fund, was turned down by the second person; nothing moved.</summary>
/// <param name="Act">0 for the appropriation itself.</param>
/// <param name="Reason">wrong-amount, wrong-document or withdrawn.</param>
public sealed record FundActTurnedDown(int Act, string Reason, PersonRef By, LocalDate On) : FundEvent;

/// <param name="Act">Running number of the acts on this fund.</param>
/// <param name="Change">More or less than before; never nothing.</param>
public sealed record AdjustmentEntered(
    int Act, string DocumentNo, Money Change, PersonRef EnteredBy, LocalDate EnteredOn, LegalBasis Basis) : FundEvent;

/// <summary>Posting 1, or its reversal where the change is negative.</summary>
public sealed record AppropriationAdjusted(int Act, Money Change, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;

/// <summary>Kept for a programme (活动冻结). Posting 2: B120 / B110.</summary>
/// <param name="Programme">Number of the programme.</param>
public sealed record BudgetFrozen(string Programme, Money Amount, LocalDate On, LegalBasis Basis) : FundEvent;

/// <summary>What a programme no longer needs is free again. Posting 30: B110 / B120.</summary>
public sealed record BudgetReleased(string Programme, Money Amount, LocalDate On, LegalBasis Basis) : FundEvent;

/// <summary>Unspent money of carried programmes is asked into the next year (结转).</summary>
public sealed record CarryOverEntered(
    int Act, string DocumentNo, string TreasuryNo, IReadOnlyList<ProgrammePart> Parts, PersonRef EnteredBy, LocalDate EnteredOn,
    LegalBasis Basis) : FundEvent;

/// <param name="Programme">Number of the programme that goes on.</param>
public sealed record ProgrammePart(string Programme, Money Amount);

/// <summary>It has left this fund for the next year's: reversal of postings 2 and 1.</summary>
public sealed record BudgetCarriedOut(
    int Act, string ToFund, IReadOnlyList<ProgrammePart> Parts, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;

/// <summary>A fund of money carried in from the year before; it stays frozen for the same programmes. Postings 1 and 2.</summary>
public sealed record BudgetCarriedIn(
    string FundNo, int Year, FundSource Source, string District, string FromFund, string DocumentNo, string TreasuryNo,
    IReadOnlyList<ProgrammePart> Parts, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;

public sealed record LapseEntered(int Act, string DocumentNo, PersonRef EnteredBy, LocalDate EnteredOn, LegalBasis Basis) : FundEvent;

/// <summary>What was not used goes back to the treasury (收回), and the fund is closed. Posting 31: B160 / B110.</summary>
public sealed record FundLapsed(int Act, Money Amount, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;
