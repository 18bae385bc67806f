using System.Text.Json;
using Api.Http;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.TrainingInstitutions;
using NodaTime;
using static Api.Identity.Roles;

namespace Api.TrainingInstitutions;

/// <summary>The acts of the bureau on an institution beside its cases (TI-20 to TI-28).</summary>
public static class InstitutionEndpoints
{
    const int MostLessons = 2000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var institutions = routes.MapGroup("/training-institutions/{institutionNo}").WithTags("training-institutions");
        Act(institutions, "/credit-code", "RecordCreditCode", Plain(CreditCode)).Admit(Clerk);
        Act(institutions, "/staff", "JoinStaff", JoinAsync).Admit(Clerk);
        Act(institutions, "/staff/certificate", "RecordStaffCertificate", CertificateAsync).Admit(Clerk);
        Act(institutions, "/staff/background-check", "RecordBackgroundCheck", Plain(Check)).Admit(Clerk);
        Act(institutions, "/staff/departure", "LeaveStaff", Plain(Departure)).Admit(Clerk);
        Act(institutions, "/staff/training", "RecordStaffTraining", Plain(Training)).Admit(Clerk);
        Act(institutions, "/timetables", "FileTimetable", Plain(Timetable)).Admit(Clerk);
        Act(institutions, "/white-list-entry", "EnterWhiteList", Plain(act => new EnterWhiteList(act.Actor, act.At))).Admit(Clerk);
        Act(institutions, "/white-list-removal", "LeaveWhiteList", Plain(act =>
            new LeaveWhiteList(act.Actor, act.At, act.Body.Code("reason", 30)))).Admit(Approver);
        Act(institutions, "/yearly-inspection", "InspectYearly", Plain(Inspection)).Admit(Inspector);
        Act(institutions, "/stop", "StopInstitution", Plain(act => new StopInstitution(
            act.Actor, act.At, act.Body.Code("cause", 30), act.Texts.Seal("stop-statement", act.Body.Words("statement")))))
            .Admit(Approver);
        Act(institutions, "/resumption", "ResumeInstitution", Plain(act => new ResumeInstitution(
            act.Actor, act.At, act.Texts.Seal("resumption-statement", act.Body.Words("statement"))))).Admit(Approver);
    }

    static RouteHandlerBuilder Act(
        RouteGroupBuilder institutions, string path, string name, Func<InstitutionAct, Task<InstitutionCommand?>> order) =>
        institutions.MapPost(path, (HttpContext http, string institutionNo, InstitutionEndpoint endpoint) =>
            endpoint.RunAsync(http, institutionNo, order)).WithName(name);

    static Func<InstitutionAct, Task<InstitutionCommand?>> Plain(Func<InstitutionAct, InstitutionCommand> order) =>
        act => Task.FromResult<InstitutionCommand?>(order(act));

    static InstitutionCommand CreditCode(InstitutionAct act) =>
        new RecordCreditCode(act.Actor, act.At, act.Body.Text("creditCode", 18));

    /// <summary>The person is named by number and name, which go under that person's own key.</summary>
    static async Task<InstitutionCommand?> JoinAsync(InstitutionAct act)
    {
        var body = act.Body;
        var (name, number) = (body.Text("name", 100), body.Text("idNumber", 18));
        var certificateNo = body.OptionalText("certificateNo", 60);
        var role = body.OneOf("role", "coach", "research", "other");
        var (joinedOn, checkedOn) = (body.Day("joinedOn"), body.Day("checkedOn"));
        var fullTime = body.Flag("fullTime");
        var kind = body.IsPresent("certificateKind") ? body.Code("certificateKind", 40) : null;
        var (from, to) = (OptionalDay(body, "certificateFrom"), OptionalDay(body, "certificateTo"));
        if (body.Fault is not null) return null;
        if (certificateNo is not null && CertificateNumber.Unify(certificateNo).Length == 0)
            return body.Fail<InstitutionCommand?>("certificateNo", "Must hold letters or digits.", null);
        if (CitizenId.Check(number, act.Today) is not { IsValid: true, Value: { } id })
            return body.Fail<InstitutionCommand?>("idNumber", "Fails its check.", null);

        var person = await act.Refer(new PersonIdentifier("111", id));
        act.Details.Add(Detail(act, person, "name", name));
        act.Details.Add(Detail(act, person, "id-number", id));
        if (certificateNo is not null) act.Details.Add(Detail(act, person, "certificate-no", certificateNo));
        PersonRef? certificate = certificateNo is null ? null : await act.Refer(Certificate(certificateNo));
        return new JoinStaff(
            act.Actor, act.At, new StaffMember(person, role, fullTime, kind, certificate, from, to, checkedOn, joinedOn),
            Adult: CitizenId.BornOn(id, act.Today)!.Value.PlusYears(18) <= joinedOn);
    }

    static PersonIdentifier Certificate(string number) => new("certificate", CertificateNumber.Unify(number));

    static async Task<InstitutionCommand?> CertificateAsync(InstitutionAct act)
    {
        var body = act.Body;
        var (person, kind, number) = (PersonOf(body), body.Code("certificateKind", 40), body.Text("certificateNo", 60));
        var (from, to) = (body.Day("certificateFrom"), OptionalDay(body, "certificateTo"));
        if (body.Fault is null && CertificateNumber.Unify(number).Length == 0)
            body.Fail("certificateNo", "Must hold letters or digits.", "");
        if (body.Fault is not null) return null;

        act.Details.Add(Detail(act, person, "certificate-no", number));
        return new RecordCertificate(
            act.Actor, act.At, person, kind, await act.Refer(Certificate(number)), from, to);
    }

    static InstitutionCommand Check(InstitutionAct act) =>
        new RecordBackgroundCheck(act.Actor, act.At, PersonOf(act.Body), act.Body.Day("checkedOn"), act.Body.Flag("clear"));

    static InstitutionCommand Departure(InstitutionAct act) =>
        new LeaveStaff(act.Actor, act.At, PersonOf(act.Body), act.Body.Code("reason", 30), act.Body.Day("leftOn"));

    static InstitutionCommand Training(InstitutionAct act) =>
        new RecordTraining(
            act.Actor, act.At, act.Body.Code("trainingNo", 40), act.Body.Day("trainedOn"), act.Body.Whole("studyHours", 0, 10_000),
            [.. Strings(act.Body, "people", 500).Select(text => new PersonRef(text))]);

    static InstitutionCommand Timetable(InstitutionAct act)
    {
        var lessons = new List<Lesson>();
        foreach (var (item, index) in (act.Body.OptionalArray("lessons", MostLessons) ?? []).Select((item, index) => (item, index)))
        {
            var entry = new Envelope(item, $"lessons[{index}]");
            lessons.Add(new Lesson(
                entry.Code("lessonNo", 40), entry.Code("class", 40), entry.Code("sport", 30), entry.Day("date"), entry.Time("start"),
                entry.Time("end"), entry.OneOf("mode", "offline", "online"), entry.Code("room", 40),
                entry.Area("roomAreaM2", 0m, 100_000m), entry.Whole("trainees", 1, 10_000), [.. Strings(entry, "coaches", 20)
                    .Select(text => new PersonRef(text))])
            {
                AgeGroup = entry.IsPresent("ageGroup") ? entry.OneOf("ageGroup", "school", "preschool") : null,
            });
            act.Body.Adopt(entry.Close());
        }

        return new FileTimetable(
            act.Actor, act.At, act.Body.Code("timetableNo", 40), act.Body.Day("firstDay"), act.Body.Day("lastDay"), lessons);
    }

    static InstitutionCommand Inspection(InstitutionAct act) =>
        new InspectYearly(
            act.Actor, act.At, act.Body.Whole("year", 2000, 2100), act.Body.Code("outcome", 30),
            [.. Strings(act.Body, "officers", 10).Select(text => new PersonRef(text))], act.Body.Day("inspectedOn"),
            act.SealIfAny("record", "inspection-record"));

    static PersonRef PersonOf(Envelope body) => new(body.Code("person", 60));

    static PlainText Detail(InstitutionAct act, PersonRef person, string field, string text) =>
        new(new DocumentId(Guid.CreateVersion7()), person, field, act.Organ, text);

    static LocalDate? OptionalDay(Envelope body, string name) => body.IsPresent(name) ? body.Day(name) : null;

    static List<string> Strings(Envelope body, string name, int most)
    {
        var texts = new List<string>();
        foreach (var item in body.OptionalArray(name, most) ?? [])
        {
            texts.Add(item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= 60 } text
                ? text
                : body.Fail($"{name}[{texts.Count}]", "Must be a text.", "-"));
        }

        return texts;
    }
}
