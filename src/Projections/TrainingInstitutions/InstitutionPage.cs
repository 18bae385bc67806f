using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;
using Projections.Engine;

namespace Projections.TrainingInstitutions;

/// <summary>A training institution with its staff, timetable and history; people by reference, names sealed.</summary>
/// <param name="State">in-force, stopped, expired or deregistered, as the log has it.</param>
/// <param name="Approval">Version of the approval: 1 for the first.</param>
/// <param name="Version">Of the stream.</param>
public sealed record InstitutionPage(
    string InstitutionNo,
    string Organ,
    string State,
    InstitutionFace Face,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    int Approval,
    string? CreditCode,
    LocalDate? WhiteListedOn,
    LegalBasis Basis,
    IReadOnlyList<OpenRequest> Requests,
    IReadOnlyList<StaffLine> Staff,
    IReadOnlyList<TrainingLine> Trainings,
    IReadOnlyList<Lesson> Lessons,
    IReadOnlyList<InspectionLine> Inspections,
    IReadOnlyList<InstitutionAct> History,
    long Version)
{
    public const string Stopped = "stopped";

    /// <summary>A term that is over shows as expired on the day asked about.</summary>
    public string StateOn(LocalDate day) =>
        State is LicenceStates.InForce or Stopped && day > ValidTo ? LicenceStates.Expired : State;

    /// <summary>TI-23: why somebody may not stand before a class on a day; null where they may.</summary>
    public string? WhyNotCleared(PersonRef coach, LocalDate day) =>
        Staff.FirstOrDefault(line => line.Person == coach) is not { } known
            ? "not-on-staff"
            : Clearance.WhyNot(
                known.JoinedOn, known.LeftOn, known.CheckedOn, [.. known.Certificates.Select(shown => shown.Span())], day)
                ?.Reason;
}

/// <param name="GoodTo">Last day on which the background check counts.</param>
public sealed record StaffLine(
    PersonRef Person, string Role, bool FullTime, IReadOnlyList<CertificateLine> Certificates, LocalDate CheckedOn, LocalDate GoodTo,
    LocalDate JoinedOn, LocalDate? LeftOn);

/// <param name="From">First day; null where it was not stated.</param>
/// <param name="To">Last day; null where it states none.</param>
public sealed record CertificateLine(string Kind, LocalDate? From, LocalDate? To)
{
    /// <summary>For the days before any is known, as the log counts it.</summary>
    public (LocalDate From, LocalDate? To) Span() => (From ?? LocalDate.MinIsoValue, To);
}

/// <param name="StudyHours">Of 45 minutes each.</param>
public sealed record TrainingLine(string TrainingNo, LocalDate TrainedOn, int StudyHours, IReadOnlyList<PersonRef> People);

public sealed record InspectionLine(int Year, string Outcome, LocalDate InspectedOn);

/// <param name="What">The event, as the log calls it.</param>
/// <param name="Detail">A code: the cause of a stop, the reason of a removal, the case of a change.</param>
public sealed record InstitutionAct(string What, Instant At, string? Detail, LegalBasis? Basis);

public sealed class InstitutionProjection : Projection<InstitutionPage>
{
    const string Prefix = "training-institution/";

    /// <summary>Lessons longer ago than this, seen from the newest timetable, are in the log alone.</summary>
    const int KeptDays = 93;

    /// <summary>What staff learned longer ago than this, seen from the newest training, is in the log alone.</summary>
    const int KeptYears = 3;

    /// <remarks>Sports stand as ,BASKETBALL,CHESS, so that one is found whole.</remarks>
    public override Table<InstitutionPage> Table { get; } = new()
    {
        Name = "training_institution",
        Version = 2,
        Columns = new Columns<InstitutionPage>()
            .Text("organ", page => page.Organ, required: true)
            .Text("district", page => page.Face.RegionCode, required: true)
            .Text("sports", page => $",{string.Join(',', page.Face.Sports)},", required: true)
            .Text("state", page => page.State, required: true)
            .Flag("white_listed", page => page.WhiteListedOn is not null)
            .Id("organiser_name", page => page.Face.OrganiserName.Value, required: true)
            .Id("texts", page => page.Face.Texts.Value, required: true)
            .Text("credit_code", page => page.CreditCode)
            .Day("valid_to", page => page.ValidTo, required: true),
        Indexes = ["(white_listed, district, key)", "(state, valid_to, key)", "(organiser_name)", "(texts)", "(credit_code)"],
        DistrictColumn = "organ",
    };

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override InstitutionPage? Evolve(string key, InstitutionPage? row, StoredEvent stored)
    {
        if (stored.Data is InstitutionApproved e)
        {
            row = new InstitutionPage(
                key, e.IssuingOrgan, LicenceStates.InForce, e.Face, e.ValidFrom, e.ValidTo, 1, null, null, e.Basis, [],
                [.. e.Staff.Select(member => Line(member, []))], [], [], [], [], stored.Version);
        }

        if (row is null) return null;
        return After(row, stored.Data) with
        {
            Version = stored.Version,
            History = [.. row.History, new InstitutionAct(stored.Type, stored.Timestamp, DetailOf(stored.Data), BasisOf(stored.Data))],
        };
    }

    static InstitutionPage After(InstitutionPage row, object? @event) => @event switch
    {
        CreditCodeRecorded e => row with { CreditCode = e.CreditCode },
        InstitutionRequestOpened e => row with { Requests = [.. row.Requests, new OpenRequest(e.CaseNo, e.Kind, e.ChangesFace)] },
        InstitutionRequestClosed e => row with { Requests = Without(row, e.CaseNo) },
        InstitutionChanged e => row with { Face = e.Face, Approval = e.Version, Requests = Without(row, e.CaseNo) },
        InstitutionRenewed e => row with
        {
            Face = e.Face, Approval = e.Version, ValidTo = e.ValidTo, Requests = Without(row, e.CaseNo),
        },
        InstitutionStopped => row with { State = InstitutionPage.Stopped },
        InstitutionResumed => row with { State = LicenceStates.InForce },
        InstitutionTerminated e => row with { State = LicenceStates.Deregistered, Requests = Without(row, e.CaseNo) },
        InstitutionExpired => row with { State = LicenceStates.Expired },
        StaffJoined e => row with
        {
            Staff =
            [
                .. row.Staff.Where(line => line.Person != e.Member.Person),
                Line(e.Member, row.Staff.FirstOrDefault(line => line.Person == e.Member.Person)?.Certificates ?? []),
            ],
        },
        CertificateRecorded e => Staffed(row, e.Person, line => line with
        {
            Certificates = [.. line.Certificates, new CertificateLine(e.CertificateKind, e.CertificateFrom, e.CertificateTo)],
        }),
        StaffTrained e => row with
        {
            Trainings =
            [
                .. row.Trainings.Where(held => held.TrainedOn >= e.TrainedOn.PlusYears(-KeptYears)),
                new TrainingLine(e.TrainingNo, e.TrainedOn, e.StudyHours, e.People),
            ],
        },
        BackgroundChecked e => Staffed(row, e.Person, line => line with { CheckedOn = e.CheckedOn, GoodTo = e.GoodTo }),
        StaffLeft e => Staffed(row, e.Person, line => line with { LeftOn = e.LeftOn }),
        TimetableFiled e => row with
        {
            Lessons =
            [
                .. row.Lessons.Where(lesson =>
                    (lesson.Date < e.FirstDay || lesson.Date > e.LastDay) && lesson.Date >= e.FirstDay.PlusDays(-KeptDays)),
                .. e.Lessons,
            ],
        },
        InstitutionWhiteListed e => row with { WhiteListedOn = e.ListedOn },
        InstitutionDelisted => row with { WhiteListedOn = null },
        YearlyInspected e => row with { Inspections = [.. row.Inspections, new InspectionLine(e.Year, e.Outcome, e.InspectedOn)] },
        _ => row,
    };

    static IReadOnlyList<OpenRequest> Without(InstitutionPage row, string caseNo) =>
        [.. row.Requests.Where(open => open.CaseNo != caseNo)];

    static InstitutionPage Staffed(InstitutionPage row, PersonRef person, Func<StaffLine, StaffLine> change) =>
        row with { Staff = [.. row.Staff.Select(line => line.Person == person ? change(line) : line)] };

    /// <param name="before">What was shown in an earlier engagement.</param>
    static StaffLine Line(StaffMember member, IReadOnlyList<CertificateLine> before) => new(
        member.Person, member.Role, member.FullTime,
        member is { Certificate: not null, CertificateKind: { } kind }
            ? [.. before, new CertificateLine(kind, member.CertificateFrom, member.CertificateTo)]
            : before,
        member.CheckedOn, member.CheckedOn.PlusYears(1), member.JoinedOn, null);

    static string? DetailOf(object? @event) => @event switch
    {
        InstitutionApproved e => e.CaseNo,
        InstitutionChanged e => e.CaseNo,
        InstitutionRenewed e => e.CaseNo,
        InstitutionTerminated e => e.CaseNo,
        InstitutionRequestOpened e => e.CaseNo,
        InstitutionRequestClosed e => $"{e.CaseNo} {e.Outcome}",
        InstitutionStopped e => e.Cause,
        InstitutionDelisted e => e.Reason,
        StaffLeft e => e.Reason,
        StaffTrained e => e.TrainingNo,
        TimetableFiled e => e.TimetableNo,
        YearlyInspected e => e.Outcome,
        _ => null,
    };

    static LegalBasis? BasisOf(object? @event) => @event switch
    {
        InstitutionApproved e => e.Basis,
        InstitutionStopped e => e.Basis,
        InstitutionTerminated e => e.Basis,
        InstitutionExpired e => e.Basis,
        InstitutionWhiteListed e => e.Basis,
        InstitutionDelisted e => e.Basis,
        _ => null,
    };
}
