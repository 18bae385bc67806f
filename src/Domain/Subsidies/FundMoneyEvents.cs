using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

// The rest of what is stored for good in the stream fund/{fundNo}: money, grants, and what vouchers leave behind.

/// <summary>A payment of the treasury as one finance officer entered it from the bank's advice; it is no money here yet.</summary>
/// <param name="PaymentNo">The treasury's number of the payment (拨款凭证号), in capitals.</param>
public sealed record ReceiptEntered(
    int Act, string PaymentNo, Money Amount, PersonRef EnteredBy, LocalDate EnteredOn, LegalBasis Basis) : FundEvent;

/// <summary>Posting 3: F1010 / F2050.</summary>
public sealed record FundsReceived(
    int Act, string PaymentNo, Money Amount, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;

/// <summary>An exchange of bank money into e-CNY (兑出), or the way back, is asked for.</summary>
/// <param name="From">F1010, F1020 or F1021.{programme}.</param>
public sealed record TransferEntered(
    int Act, string DocumentNo, string From, string To, Money Amount, PersonRef EnteredBy, LocalDate EnteredOn, LegalBasis Basis)
    : FundEvent;

/// <summary>Posting 4: F1020 / F1010 or F1021 / F1020; or its reversal.</summary>
public sealed record FundsTransferred(
    int Act, string From, string To, Money Amount, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : FundEvent;

/// <summary>A grant to one person (个人补助) out of a programme's frozen money is asked for.</summary>
public sealed record GrantEntered(
    int Act, string Programme, PersonRef Beneficiary, string DocumentNo, Money Amount, PersonRef EnteredBy, LocalDate EnteredOn,
    LegalBasis Basis) : FundEvent;

/// <summary>It is owed to the beneficiary, and not paid yet. Posting 20: B140 / B120 and F5001 / F2020.</summary>
public sealed record GrantApproved(
    int Act, string Programme, PersonRef Beneficiary, string DocumentNo, Money Amount, PersonRef ApprovedBy, LocalDate ApprovedOn,
    LegalBasis Basis) : FundEvent;

/// <summary>
/// The fund takes back the face of vouchers that ended and are not issued again. They posted it themselves when they ended:
/// posting 6 (stop), B110 / B130.
/// </summary>
public sealed record BudgetFreed(string Programme, Money Amount, LocalDate On, LegalBasis Basis) : FundEvent;

/// <summary>Received for what is carried; it goes with it. Reversal of posting 3.</summary>
public sealed record ReceivedCarriedOut(int Act, string ToFund, Money Amount, LocalDate On, LegalBasis Basis) : FundEvent;

/// <summary>Posting 3, out of the fund of the year before.</summary>
public sealed record ReceivedCarriedIn(string FromFund, Money Amount, LocalDate On, LegalBasis Basis) : FundEvent;

/// <summary>What was received and is owed to nobody goes back to the treasury. Posting 31: F2050 / F2040 and F2040 / F1010.</summary>
public sealed record UnspentReturned(int Act, Money Amount, LocalDate On, LegalBasis Basis) : FundEvent;
