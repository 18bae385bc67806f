using System.Net;
using System.Text.Json.Nodes;
using Api.Tests.Prepayments;

namespace Api.Tests;

/// <summary>What nobody should enter of an institution, over HTTP: specs/training-institutions.md, "Bad input".</summary>
[Collection(OneService.Name)]
public sealed class TrainingBadInputSpec(Service service)
{
    const string District = "320508";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task staff_that_must_not_stand_before_a_class()
    {
        var (institutionNo, staff) = await ApprovedAsync();
        var newcomer = new JsonObject
        {
            ["role"] = "coach", ["name"] = "陈平", ["idNumber"] = "32058519660514692X", ["certificateNo"] = "BAD-1",
            ["certificateKind"] = "coach", ["certificateFrom"] = "2025-01-01", ["certificateTo"] = "2029-12-31", ["fullTime"] = true,
            ["checkedOn"] = "2026-04-01", ["joinedOn"] = "2026-04-13",
        };
        await RefusedAsync(institutionNo, "staff", With(newcomer, "idNumber", "320508201004187903"), 422, "staff.must-be-adult");
        await RefusedAsync(institutionNo, "staff", With(newcomer, "idNumber", "320585196605146920"), 400, "body.unreadable");
        await RefusedAsync(
            institutionNo, "staff", With(newcomer, "certificateTo", "2026-04-12"), 422, "staff.certificate-must-be-in-force");
        await RefusedAsync(institutionNo, "staff", With(newcomer, "checkedOn", "2025-04-12"), 422, "staff.check-must-be-of-last-year");
        await RefusedAsync(institutionNo, "staff", With(newcomer, "joinedOn", "2026-04-14"), 422, "staff.day-must-lie-in-engagement");

        // The number on the certificate of a coach who came with the approval.
        var known = Forms.Load("014")["form"]!["staff"]![0]!["certificateNo"]!.ToString();
        foreach (var spelled in (string[])[known, $"{known[..4]} {known[4..8]}-{known[8..]}"])
        {
            await RefusedAsync(
                institutionNo, "staff", With(newcomer, "certificateNo", spelled), 409, "staff.certificate-must-belong-to-one");
        }

        // A certificate lent to somebody at another institution.
        var lent = With(newcomer, "certificateNo", $"LENT-{Guid.NewGuid():N}"[..20]);
        var (neighbour, _) = await ApprovedAsync();
        var joined = await OpenedInstitution.ActAsync(bureau, District, neighbour, "staff", lent);
        Assert.True(joined.Status == HttpStatusCode.OK, joined.ToString());
        var borrower = With(With(lent, "name", "李平"), "idNumber", TestKit.CitizenNumbers.Of("19800101", 77));
        await RefusedAsync(institutionNo, "staff", borrower, 409, "staff.certificate-must-belong-to-one");

        var kindless = newcomer.DeepClone().AsObject();
        kindless.Remove("certificateKind");
        await RefusedAsync(institutionNo, "staff", kindless, 422, "staff.certificate-must-have-kind");
        var renewed = new JsonObject
        {
            ["person"] = staff[0], ["certificateKind"] = "coach", ["certificateNo"] = "BAD-2", ["certificateFrom"] = "2026-01-01",
        };
        await RefusedAsync(institutionNo, "staff/certificate", renewed, 409, "staff.certificates-must-not-overlap");
        await RefusedAsync(
            institutionNo, "staff/background-check",
            new JsonObject { ["person"] = staff[0], ["checkedOn"] = "2026-04-14", ["clear"] = true }, 422, "staff.check-must-be-newer");
    }

    [Fact]
    public async Task rooms_beyond_their_area_and_coaches_in_two_places()
    {
        var (institutionNo, staff) = await ApprovedAsync();
        var lesson = new JsonObject
        {
            ["lessonNo"] = "L1", ["class"] = "C1", ["sport"] = "BASKETBALL", ["date"] = "2026-04-20", ["start"] = "18:00",
            ["end"] = "19:30", ["mode"] = "offline", ["room"] = "R1", ["roomAreaM2"] = 100, ["trainees"] = 20,
            ["coaches"] = new JsonArray(staff[0], staff[1]),
        };
        var other = With(With(With(lesson, "lessonNo", "L2"), "trainees", 10), "coaches", new JsonArray(staff[2]));
        Task TurnedAwayAsync(string code, params JsonObject[] lessons) => RefusedAsync(institutionNo, "timetables", new JsonObject
        {
            ["timetableNo"] = "T1", ["firstDay"] = "2026-04-20", ["lastDay"] = "2026-04-30",
            ["lessons"] = new JsonArray([.. lessons.Select(one => one.DeepClone())]),
        }, 422, code);

        await TurnedAwayAsync("timetable.room-must-be-large-enough", With(lesson, "trainees", 21));
        await TurnedAwayAsync("timetable.room-must-be-large-enough", With(lesson, "roomAreaM2", 99.99m));
        await TurnedAwayAsync("timetable.class-must-not-be-too-large", With(With(lesson, "trainees", 36), "roomAreaM2", 200));
        await TurnedAwayAsync("timetable.coaches-must-suffice", With(lesson, "coaches", new JsonArray(staff[0], staff[0])));
        await TurnedAwayAsync("timetable.coach-must-be-cleared", With(lesson, "coaches", new JsonArray(staff[0], "p-nobody")));
        await TurnedAwayAsync("timetable.room-must-not-be-overbooked", With(lesson, "roomAreaM2", 447));

        // The same room in the last minute of the lesson; rooms that together are more than the floor; a coach in both.
        await TurnedAwayAsync("timetable.room-must-not-be-overbooked", lesson, With(other, "start", "19:29"));
        await TurnedAwayAsync("timetable.room-must-not-be-overbooked", lesson, With(With(other, "room", "R2"), "roomAreaM2", 347));
        await TurnedAwayAsync(
            "timetable.coach-must-not-be-in-two-places", lesson, With(With(other, "room", "R2"), "coaches", new JsonArray(staff[1])));
        await TurnedAwayAsync("timetable.lesson-must-end-in-time", With(lesson, "end", "20:31"));
        await TurnedAwayAsync("timetable.sport-must-be-approved", With(lesson, "sport", "SWIM"));
    }

    [Fact]
    public async Task a_change_filed_during_a_change()
    {
        var (institutionNo, _) = await ApprovedAsync();
        JsonObject Change(string day)
        {
            var form = Forms.Fresh("014");
            (form["applyType"], form["applyDate"]) = ("2", $"2026-{day}T10:00:00+08:00");
            form["form"] = new JsonObject
            {
                ["permitNo"] = institutionNo,
                ["changes"] = new JsonArray(new JsonObject { ["field"] = "institutionName", ["to"] = "苏州姑苏区新跃体育培训中心" }),
            };
            form["materials"] = new JsonArray(form["materials"]![0]!.DeepClone());
            return form;
        }

        var first = await Filed.Async(bureau, Change("04-20"));
        var second = await bureau.FileAsync(Change("04-20"));

        Assert.Equal((HttpStatusCode.Conflict, "case.request-must-be-the-only-one"), (second.Status, second.Code));
        Assert.Contains(first.CaseNo, second.Body!["detail"]!.ToString(), StringComparison.Ordinal);
    }

    async Task<(string InstitutionNo, string[] Staff)> ApprovedAsync()
    {
        var institutionNo = await OpenedInstitution.GrantAsync(bureau, await Filed.Async(bureau, Forms.Fresh("014")), "2026-04-13");
        var page = (await bureau.GetAsync("clerk", District, $"/training-institutions/{institutionNo}")).Body!;
        return (institutionNo, [.. page["institution"]!["staff"]!.AsArray().Select(line => line!["person"]!.ToString())]);
    }

    async Task RefusedAsync(string institutionNo, string act, JsonObject body, int status, string code)
    {
        var reply = await OpenedInstitution.ActAsync(bureau, District, institutionNo, act, body);
        Assert.True(((int)reply.Status, reply.Code) == (status, code), $"{code} expected: {reply}");
    }

    static JsonObject With(JsonObject body, string name, JsonNode value)
    {
        var changed = body.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }
}
