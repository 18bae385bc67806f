using System.Diagnostics;
using Domain.Identity;
using Domain.Licensing;
using NodaTime;
using static Domain.TrainingInstitutions.Institution;

namespace Domain.TrainingInstitutions;

public static partial class InstitutionDecider
{
    /// <summary>Copies what the event says; a pair it does not know means that the history is broken.</summary>
    public static Institution Evolve(Institution state, InstitutionEvent @event) =>
        (state, @event) switch
        {
            (NotApproved, InstitutionApproved e) => new Running(Opened(e)),
            (Approved s, CreditCodeRecorded e) => With(s, file => file with { CreditCode = e.CreditCode }),
            (Approved s, InstitutionRequestOpened e) => With(s, file => file with
            {
                Requests = [.. file.Requests, new OpenRequest(e.CaseNo, e.Kind, e.ChangesFace)],
            }),
            (Approved s, InstitutionRequestClosed e) => With(s, file => Without(file, e.CaseNo)),
            (Approved s, InstitutionChanged e) => With(s, file => Without(file, e.CaseNo) with
            {
                FactsCaseNo = e.CaseNo, Version = e.Version, Face = e.Face,
            }),
            (Approved s, InstitutionRenewed e) => With(s, file => Without(file, e.CaseNo) with
            {
                FactsCaseNo = e.Deemed ? file.FactsCaseNo : e.CaseNo, Version = e.Version, Face = e.Face, ValidTo = e.ValidTo,
            }),
            (Running s, InstitutionStopped e) => new Stopped(s.File, e.Cause, e.StoppedOn),
            (Stopped s, InstitutionResumed) => new Running(s.File),
            (Approved s, InstitutionTerminated e) => new Terminated(Without(s.File, e.CaseNo), e.TerminatedOn),
            (Approved s, InstitutionExpired e) => new Expired(s.File, e.ExpiredOn),
            (Approved s, StaffJoined e) => With(s, file => Joined(file, e.Member)),
            (Approved s, CertificateRecorded e) => With(s, file => file with
            {
                Certificates =
                    [.. file.Certificates, new Certificate(e.Person, e.CertificateKind, e.Certificate, e.CertificateFrom, e.CertificateTo)],
            }),
            (Approved s, BackgroundChecked e) => With(s, file => Engaged(file, e.Person, known => known with { CheckedOn = e.CheckedOn })),
            (Approved s, StaffLeft e) => With(s, file => Engaged(file, e.Person, known => known with { LeftOn = e.LeftOn })),
            (Approved s, StaffTrained e) => With(s, file => file with
            {
                Trainings = new Dictionary<string, StaffTrained>(file.Trainings) { [e.TrainingNo] = e },
            }),
            (Approved s, TimetableFiled e) => With(s, file => Filed(file, e)),
            (Approved s, InstitutionWhiteListed e) => With(s, file => file with { WhiteListedOn = e.ListedOn }),
            (Approved s, InstitutionDelisted) => With(s, file => file with { WhiteListedOn = null }),
            (Approved s, YearlyInspected e) => With(s, file => file with
            {
                Inspections = new Dictionary<int, string>(file.Inspections) { [e.Year] = e.Outcome },
            }),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static InstitutionRecord Opened(InstitutionApproved e) =>
        e.Staff.Aggregate(
            new InstitutionRecord(
                e.InstitutionNo, e.CaseNo, e.IssuingOrgan, e.Face, e.ValidFrom, e.ValidTo, Version: 1, CreditCode: null,
                WhiteListedOn: null, Requests: [], Staff: new Dictionary<PersonRef, Engagement>(), Certificates: [],
                Lessons: new Dictionary<string, Lesson>(), Timetables: [], Inspections: new Dictionary<int, string>()),
            Joined);

    static InstitutionRecord Joined(InstitutionRecord file, StaffMember member) => file with
    {
        Staff = new Dictionary<PersonRef, Engagement>(file.Staff)
        {
            [member.Person] = new Engagement(member, member.CheckedOn, LeftOn: null),
        },
        Certificates = member is { Certificate: { } number, CertificateKind: { } kind }
            ? [
                .. file.Certificates,
                new Certificate(member.Person, kind, number, member.CertificateFrom ?? LocalDate.MinIsoValue, member.CertificateTo),
            ]
            : file.Certificates,
    };

    static InstitutionRecord Engaged(InstitutionRecord file, PersonRef person, Func<Engagement, Engagement> change) => file with
    {
        Staff = new Dictionary<PersonRef, Engagement>(file.Staff) { [person] = change(file.Staff[person]) },
    };

    static InstitutionRecord Filed(InstitutionRecord file, TimetableFiled e) => file with
    {
        Timetables = [.. file.Timetables, e.TimetableNo],
        Lessons = file.Lessons.Values.Where(known => known.Date < e.FirstDay || known.Date > e.LastDay).Concat(e.Lessons)
            .ToDictionary(lesson => lesson.LessonNo),
    };

    static InstitutionRecord Without(InstitutionRecord file, string caseNo) =>
        file with { Requests = [.. file.Requests.Where(open => open.CaseNo != caseNo)] };

    static Approved With(Approved state, Func<InstitutionRecord, InstitutionRecord> change) => state with { File = change(state.File) };
}
