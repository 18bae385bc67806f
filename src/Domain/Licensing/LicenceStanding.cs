using Domain.Identity;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What the procedure must know of a licence that exists, whatever it is for.</summary>
/// <param name="Organ">Region code of the organ that granted it.</param>
/// <param name="Activities">Codes of what it allows.</param>
/// <param name="EndState">expired, withdrawn, …: once it ended; null until then.</param>
public sealed record LicenceStanding(
    string No, string Organ, PersonRef Holder, LocalDate ValidTo, IReadOnlyList<OpenRequest> Requests, string? EndState,
    IReadOnlyList<string> Activities)
{
    public bool Has(string caseNo) => Requests.Any(open => open.CaseNo == caseNo);

    /// <summary>A term that is over counts as expired, also in the second before the log says so.</summary>
    public string StateOn(LocalDate day) =>
        EndState ?? (day <= ValidTo ? LicenceStates.InForce : LicenceStates.Expired);
}

/// <summary>A request that is being handled in a case of its own.</summary>
public sealed record OpenRequest(string CaseNo, string Kind, bool ChangesFace);

/// <summary>What a licence of any kind may be called on a day.</summary>
public static class LicenceStates
{
    public const string InForce = "in-force";
    public const string Expired = "expired";
    public const string Deregistered = "deregistered";
}
