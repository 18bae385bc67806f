using Domain.Identity;
using Domain.Licensing;
using NodaTime;

namespace Domain.TrainingInstitutions;

/// <summary>An approved training institution, from its approval to its end.</summary>
public abstract record Institution
{
    private Institution() { }

    public static Institution Initial { get; } = new NotApproved();

    /// <summary>Null only before the approval.</summary>
    public InstitutionRecord? Record => this is Approved approved ? approved.File : null;

    /// <summary>What the procedure must know of it; null before the approval.</summary>
    public LicenceStanding? Standing =>
        Record is { } file
            ? new(
                file.No, file.IssuingOrgan, file.Face.Organiser, file.ValidTo, file.Requests,
                this switch
                {
                    Terminated => LicenceStates.Deregistered,
                    Expired => LicenceStates.Expired,
                    _ => null,
                },
                file.Face.Sports)
            : null;

    public sealed record NotApproved : Institution;

    public abstract record Approved(InstitutionRecord File) : Institution;

    public sealed record Running(InstitutionRecord File) : Approved(File);

    /// <summary>Approved still, and not running: no lessons, no new money.</summary>
    public sealed record Stopped(InstitutionRecord File, string Cause, LocalDate On) : Approved(File);

    public sealed record Expired(InstitutionRecord File, LocalDate On) : Approved(File);

    public sealed record Terminated(InstitutionRecord File, LocalDate On) : Approved(File);
}

/// <param name="FactsCaseNo">The last case whose facts the face rests on.</param>
/// <param name="Version">Of the approval: 1 for the first, one more with each change and renewal.</param>
/// <param name="Certificates">Every certificate ever shown here, whoever shows it.</param>
/// <param name="Lessons">Filed and not replaced, by their number.</param>
/// <param name="Inspections">Outcome by year.</param>
public sealed record InstitutionRecord(
    string No,
    string FactsCaseNo,
    string IssuingOrgan,
    InstitutionFace Face,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    int Version,
    string? CreditCode,
    LocalDate? WhiteListedOn,
    IReadOnlyList<OpenRequest> Requests,
    IReadOnlyDictionary<PersonRef, Engagement> Staff,
    IReadOnlyList<Certificate> Certificates,
    IReadOnlyDictionary<string, Lesson> Lessons,
    IReadOnlyList<string> Timetables,
    IReadOnlyDictionary<int, string> Inspections)
{
    /// <summary>Internal training of staff, by its number.</summary>
    public IReadOnlyDictionary<string, StaffTrained> Trainings { get; init; } = new Dictionary<string, StaffTrained>();

    /// <summary>TI-22, TI-23: whether somebody may stand before a class on a day; null where they may.</summary>
    /// <returns>not-on-staff, no-certificate, or check-lapsed.</returns>
    public string? WhyNotCleared(PersonRef coach, LocalDate day)
    {
        if (!Staff.TryGetValue(coach, out var engaged)) return "not-on-staff";

        var shown = Certificates.Where(certificate => certificate.Person == coach).Select(known => (known.From, known.To)).ToList();
        return Clearance.WhyNot(engaged.Member.JoinedOn, engaged.LeftOn, engaged.CheckedOn, shown, day)?.Reason;
    }
}

/// <param name="LeftOn">Last day; null while on the staff.</param>
public sealed record Engagement(StaffMember Member, LocalDate CheckedOn, LocalDate? LeftOn);

public sealed record Certificate(PersonRef Person, string Kind, PersonRef Number, LocalDate From, LocalDate? To)
{
    public bool Overlaps(LocalDate from, LocalDate? to) => (To is not { } last || from <= last) && (to is not { } end || From <= end);
}
