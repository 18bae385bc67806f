using Domain.Identity;
using Domain.Officers;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Officers;

/// <summary>An officer as colleagues and the account administration see one; names stay sealed.</summary>
/// <param name="Source">operator, installation or development.</param>
/// <param name="Interests">How many declared interests last; which they are is for the case alone.</param>
public sealed record OfficerEntry(
    PersonRef Person, string Source, bool Disabled, IReadOnlyList<OfficeLine> Offices, IReadOnlyList<AbsenceLine> Absences, int Interests,
    long Version)
{
    public bool IsAbsentOn(LocalDate day) => Absences.Any(absence => absence.From <= day && day <= absence.To);
}

/// <param name="LastDay">Inclusive; null while none is set.</param>
public sealed record OfficeLine(int Office, string Role, string District, bool HeadOfOrgan, LocalDate From, LocalDate? LastDay);

public sealed record AbsenceLine(LocalDate From, LocalDate To, string Reason);

public sealed class OfficerProjection : Projection<OfficerEntry>
{
    const string Prefix = "officer/";

    /// <remarks>Districts stand as ,320508,320509, so that one is found whole.</remarks>
    public override Table<OfficerEntry> Table { get; } = new()
    {
        Name = "officer",
        Version = 1,
        Columns = new Columns<OfficerEntry>()
            .Text("districts", entry => $",{string.Join(',', entry.Offices.Select(office => office.District).Distinct())},", required: true)
            .Flag("disabled", entry => entry.Disabled),
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override OfficerEntry? Evolve(string key, OfficerEntry? row, StoredEvent stored)
    {
        if (stored.Data is OfficerEnrolled enrolled) return new(new PersonRef(key), enrolled.Source, false, [], [], 0, stored.Version);
        return row is null ? null : After(row, stored.Data) with { Version = stored.Version };
    }

    static OfficerEntry After(OfficerEntry row, object? data) => data switch
    {
        OfficeGiven e => row with
        {
            Offices = [.. row.Offices, new(e.Office, e.Role, e.District, e.HeadOfOrgan, e.From, e.To)],
        },
        OfficeEnded e => row with
        {
            Offices = [.. row.Offices.Select(office => office.Office == e.Office ? office with { LastDay = e.LastDay } : office)],
        },
        AbsenceNoted e => row with { Absences = [.. row.Absences, new(e.From, e.To, e.Reason)] },
        AccountDisabled => row with { Disabled = true },
        AccountEnabled => row with { Disabled = false },
        InterestDeclared => row with { Interests = row.Interests + 1 },
        InterestEnded => row with { Interests = row.Interests - 1 },
        _ => row,
    };
}
