using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the stream voucher-wallet/{programme}/{person}: what one person takes of one programme, in one order.

public abstract record WalletEvent { private protected WalletEvent() { } }

/// <summary>A voucher was issued to the holder (领券). Posting 5: B130 / B120 with the face.</summary>
/// <param name="VoucherNo">Programme, batch and a number drawn by chance.</param>
/// <param name="Edition">Of the programme's terms under which it was issued; it lives and ends by them.</param>
/// <param name="ClaimedOn">Day in Suzhou, by which limits count.</param>
/// <param name="ValidTo">Last day of use, inclusive.</param>
/// <param name="Share">Which part of the stock it came from.</param>
/// <param name="Channel">app, portal, counter, telephone or draw.</param>
/// <param name="Group">For figures alone.</param>
public sealed record VoucherClaimed(
    string VoucherNo, int Batch, string Kind, Money Face, int Edition, LocalDate ClaimedOn, LocalDate ValidTo, StockShare Share,
    string Channel, ClaimantGroup Group) : WalletEvent;

/// <summary>What figures count a claimant under; it names nobody.</summary>
/// <param name="AgeBand">0-13, 14-17, 18-34, 35-49, 50-59, 60-69, 70+ or unknown.</param>
/// <param name="District">Where the claimant lives, as proven: a district of the city; null where nothing was.</param>
public sealed record ClaimantGroup(string AgeBand, string? District);

/// <summary>The last day has passed unused. Posting 6.</summary>
/// <param name="BackTo">The batch into whose stock it goes back; null where it is not issued again.</param>
public sealed record VoucherExpired(string VoucherNo, int Batch, Money Face, StockShare Share, LocalDate ValidTo,
    int? BackTo) : WalletEvent;

/// <summary>One officer wants a voucher taken back; it stays good until a second one does so (VCH-18).</summary>
/// <param name="Cause">fraud, mistake or holder-request.</param>
public sealed record VoidingProposed(string VoucherNo, string Cause, PersonRef By, LocalDate On, LegalBasis Basis) : WalletEvent;

/// <param name="Reason">not-proven, wrong-voucher or withdrawn.</param>
public sealed record VoidingTurnedDown(string VoucherNo, string Reason, PersonRef By, LocalDate On) : WalletEvent;

/// <summary>Taken back for a cause the programme names. Posting 6.</summary>
/// <param name="Cause">fraud, mistake or holder-request.</param>
public sealed record VoucherVoided(
    string VoucherNo, int Batch, Money Face, StockShare Share, string Cause, PersonRef By, LocalDate On, int? BackTo, LegalBasis Basis)
    : WalletEvent;

/// <summary>The holder takes part in a draw.</summary>
/// <param name="Pseudonym">Under which the published lists name the holder; salted, and of this draw alone.</param>
/// <param name="Share">From which part of the stock a win is served first.</param>
public sealed record DrawEntered(int Batch, string Pseudonym, StockShare Share, LocalDate On, string Channel, ClaimantGroup Group)
    : WalletEvent;

/// <summary>The holder's turn has come in a draw, and the entry wins nothing for a reason in the holder (VCH-12).</summary>
/// <param name="Code">As the refusal of a claim for that reason.</param>
/// <param name="Detail">The rule, and the window of a limit.</param>
public sealed record EntryPassedOver(int Batch, string Pseudonym, string Code, string Detail, LocalDate On, LegalBasis? Basis)
    : WalletEvent;

public enum StockShare
{
    General = 1,
    Senior = 2,
    Assisted = 3,
}
