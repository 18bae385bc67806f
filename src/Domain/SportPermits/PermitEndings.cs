using Domain.Kernel;
using Domain.Licensing;

namespace Domain.SportPermits;

/// <summary>Which cause belongs to which ending, and by which article: PL-20. There is no other pairing.</summary>
public static class PermitEndings
{
    public const string Expiry = "expiry";

    /// <summary>撤回.</summary>
    public const string Withdrawal = "withdrawal";

    /// <summary>撤销.</summary>
    public const string Annulment = "annulment";

    /// <summary>吊销.</summary>
    public const string Revocation = "revocation";

    /// <summary>注销.</summary>
    public const string Deregistration = "deregistration";

    public const string GraveConsequences = ReApplicationBars.GraveConsequences;

    public const string HoldersRequest = "holders-request";

    /// <summary>An individual business is the citizen who runs it (民法典 art 54).</summary>
    static readonly string[] Citizens = ["person", "sole-trader"];

    static readonly string[] Organisations = ["enterprise", "other"];

    public static IReadOnlyList<EndingCause> Causes { get; } =
    [
        new("law-changed", Withdrawal, Laws.Licensing("8")),
        new("facts-changed", Withdrawal, Laws.Licensing("8")),
        new("abuse-of-power", Annulment, Laws.Licensing("69(1)")),
        new("ultra-vires", Annulment, Laws.Licensing("69(1)")),
        new("wrong-procedure", Annulment, Laws.Licensing("69(1)")),
        new("unqualified-applicant", Annulment, Laws.Licensing("69(1)")),
        new("deceit", Annulment, Laws.Licensing("69(2)")) { Mandatory = true },
        new("bribery", Annulment, Laws.Licensing("69(2)")) { Mandatory = true },
        new("serious-breach", Revocation, Laws.Penalties("9(3)")),
        new(GraveConsequences, Revocation, Laws.Sports("116")),
        new("term-expired", Deregistration, Laws.Licensing("70(1)")) { Follows = Expiry },
        new("holder-died", Deregistration, Laws.Licensing("70(2)"))
        {
            Holders = Citizens, Proofs = ["death-certificate", "household-cancellation", "court-decision"],
        },
        new("holder-incapable", Deregistration, Laws.Licensing("70(2)")) { Holders = Citizens, Proofs = ["court-decision"] },
        new("legal-person-ended", Deregistration, Laws.Licensing("70(3)"))
        {
            Holders = Organisations, Proofs = ["registration-cancellation", "court-decision"],
        },
        new("business-ended", Deregistration, Laws.Licensing("70(6)")) { Proofs = ["registration-cancellation"] },
        new("permit-withdrawn", Deregistration, Laws.Licensing("70(4)")) { Follows = Withdrawal },
        new("permit-annulled", Deregistration, Laws.Licensing("70(4)")) { Follows = Annulment },
        new("permit-revoked", Deregistration, Laws.Licensing("70(4)")) { Follows = Revocation },
        new("force-majeure", Deregistration, Laws.Licensing("70(5)")) { Proofs = ["official-finding"] },
        new(HoldersRequest, Deregistration, Laws.Licensing("70(6)")) { ByRequest = true },
    ];

    public static EndingCause? Find(string cause) => Causes.FirstOrDefault(known => known.Cause == cause);
}

/// <param name="Cause">Code, as officers send it.</param>
/// <param name="Ending">The only ending it leads to.</param>
public sealed record EndingCause(string Cause, string Ending, LegalBasis Basis)
{
    /// <summary>The organ must end the permit; otherwise it may.</summary>
    public bool Mandatory { get; init; }

    /// <summary>Deregistration: the ending it must follow; null where a fact outside the permit stands for it.</summary>
    public string? Follows { get; init; }

    /// <summary>Deregistration: the kinds of paper that show a fact outside the permit; empty where none is needed.</summary>
    public IReadOnlyList<string> Proofs { get; init; } = [];

    /// <summary>Deregistration: a fact outside the permit, to be shown.</summary>
    public bool NeedsProof => Proofs.Count > 0;

    /// <summary>The kinds of holder to which it can happen: person, sole-trader, enterprise, other; empty for all.</summary>
    public IReadOnlyList<string> Holders { get; init; } = [];

    /// <summary>A holder of whom nobody knows what it is may be either: the paper shows it.</summary>
    public bool MayHappenTo(string? holder) => Holders.Count == 0 || holder is null || Holders.Contains(holder);

    /// <summary>Deregistration: only through a case that the holder opened.</summary>
    public bool ByRequest { get; init; }
}
