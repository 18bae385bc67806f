using Domain.Identity;
using NodaTime;

namespace Domain.Prepayments;

public abstract record CustodyCommand(Actor Actor, Instant At);

/// <param name="Wallet">Sealed; given under custody alone.</param>
/// <param name="CreditCode">Of the institution, as the bank knows it.</param>
/// <param name="RepresentativeAge">Whole years on the day.</param>
public sealed record OpenCustody(
    Actor Actor, Instant At, string Institution, PersonRef Holder, string District, string Mode, string? Bank, DocumentId? Wallet,
    long DepositFen, PersonRef Representative, string CreditCode, int RepresentativeAge) : CustodyCommand(Actor, At);

/// <param name="Age">Whole years on the day.</param>
public sealed record NameRepresentative(Actor Actor, Instant At, PersonRef Representative, int Age) : CustodyCommand(Actor, At);

public sealed record FreezeCustody(Actor Actor, Instant At, string Ground, DocumentId? Reason) : CustodyCommand(Actor, At);

public sealed record ThawCustody(Actor Actor, Instant At, DocumentId? Reason) : CustodyCommand(Actor, At);

public sealed record OrderReturn(Actor Actor, Instant At, DocumentId? Reason) : CustodyCommand(Actor, At);

/// <summary>An institution's account of prepaid money (预收费监管账户), as far as later decisions need it.</summary>
public abstract record CustodyAccount
{
    private CustodyAccount() { }

    public static CustodyAccount Initial { get; } = new NotOpened();

    public sealed record NotOpened : CustodyAccount;

    public abstract record Opened(CustodyOpened Opening, PersonRef Representative) : CustodyAccount;

    public sealed record Running(CustodyOpened Opening, PersonRef Representative) : Opened(Opening, Representative);

    public sealed record Frozen(CustodyOpened Opening, PersonRef Representative, CustodyFrozen Freeze) : Opened(Opening, Representative);

    public sealed record Returning(CustodyOpened Opening, PersonRef Representative) : Opened(Opening, Representative);
}
