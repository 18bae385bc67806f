using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>What a permit is called on a day, by everybody who is told.</summary>
public static class PermitStates
{
    public const string InForce = LicenceStates.InForce;
    public const string Expired = LicenceStates.Expired;
    public const string Withdrawn = "withdrawn";
    public const string Annulled = "annulled";
    public const string Revoked = "revoked";
    public const string Deregistered = LicenceStates.Deregistered;

    public static IReadOnlyList<string> All { get; } = [InForce, Expired, Withdrawn, Annulled, Revoked, Deregistered];

    /// <summary>A term that is over counts as expired, also in the second before the log says so.</summary>
    public static string On(SportPermit permit, LocalDate day) => permit switch
    {
        SportPermit.InForce { Permit: var record } => day <= record.ValidTo ? InForce : Expired,
        SportPermit.Ended ended => AfterEnding(ended.Ending),
        SportPermit.Deregistered => Deregistered,
        _ => throw new ArgumentOutOfRangeException(nameof(permit), permit.GetType().Name, null),
    };

    public static string AfterEnding(string ending) => ending switch
    {
        PermitEndings.Expiry => Expired,
        PermitEndings.Withdrawal => Withdrawn,
        PermitEndings.Annulment => Annulled,
        PermitEndings.Revocation => Revoked,
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, null),
    };
}
