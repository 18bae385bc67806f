using Application.Effects;
using Application.Ports;
using Application.SportPermits;
using Domain.Identity;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>Which events of an institution the national platform is told: one row each, in order (NAT-1).</summary>
public sealed class NationalEffects(ISm3 sm3) : IEffectSource
{
    const string Prefix = "training-institution/";

    public string Channel => EffectChannels.National;

    public bool AsksEarlier(StoredEvent stored) => false;

    /// <exception cref="UnknownCaseEventException">The event is of a newer program, which may have to tell it.</exception>
    public IReadOnlyList<EffectRow> Of(StoredEvent stored, IReadOnlyList<object> earlier)
    {
        if (!stored.Stream.StartsWith(Prefix, StringComparison.Ordinal)) return [];
        if (stored.Data is not InstitutionEvent @event) throw new UnknownCaseEventException(stored.Type);

        return KindOf(@event) is { } kind
            ?
            [
                new EffectRow(
                    EffectId.Of(sm3, stored.Id, "national"), stored.Id, "national", kind, stored.Stream[Prefix.Length..], stored.Version,
                    stored.Version),
            ]
            : [];
    }

    /// <summary>Null for what is the district's own business: requests under way, and what an inspection saw.</summary>
    static string? KindOf(InstitutionEvent @event) => @event switch
    {
        InstitutionApproved or InstitutionChanged or InstitutionRenewed or CreditCodeRecorded => "institution",
        StaffJoined or StaffLeft or CertificateRecorded or BackgroundChecked => "staff",
        TimetableFiled => "timetable",
        InstitutionWhiteListed or InstitutionDelisted => "white-list",
        InstitutionStopped or InstitutionResumed or InstitutionTerminated or InstitutionExpired => "status",
        _ => null,
    };
}

/// <summary>The desk's words about a row that is stuck are sealed under the organiser's key.</summary>
public sealed class NationalMatters(CaseCommands cases) : IEffectMatters
{
    public string Channel => EffectChannels.National;

    public async Task<(PersonRef Subject, string District)> SealsAsync(string caseNo, CancellationToken cancellation)
    {
        var record = (await cases.FindInstitutionAsync(caseNo, cancellation))!.Record;
        return (record.Face.Organiser, record.IssuingOrgan);
    }
}
