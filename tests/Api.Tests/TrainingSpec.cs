using System.Net;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests;

/// <summary>A training institution over HTTP, from its organiser's form to its end: specs/training-institutions.md.</summary>
[Collection(OneService.Name)]
public sealed class TrainingSpec(Service service)
{
    const string District = "320508";

    readonly Bureau bureau = service.Bureau;

    public static TheoryData<string> TrainingForms =>
        [.. Directory.GetFiles(Forms.Folder, "*-training-*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(TrainingForms))]
    public async Task the_facts_of_each_form_come_out_as_expected(string name)
    {
        var path = Path.Combine(Forms.Folder, "expected.json");
        Assert.True(File.Exists(path), "shared/forms/expected.json is needed beside the checkout for this test.");
        var expected = JsonNode.Parse(File.ReadAllText(path))![name + ".json"]!.AsObject();

        var filed = await Filed.Async(bureau, Forms.Fresh(name));

        Assert.StartsWith("TIC-", filed.CaseNo, StringComparison.Ordinal);
        var seen = (await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}/assessment")).Body!.AsObject();
        foreach (var (fact, value) in expected.Where(fact => fact.Key != "intake"))
            Assert.Equal($"{fact}: {value}", $"{fact}: {seen[fact]}");
    }

    [Fact]
    public async Task what_is_wrong_in_a_form_is_asked_for_and_people_and_numbers_stay_sealed()
    {
        var form = Forms.Fresh("014");
        form["form"]!["classes"]![0]!["sport"] = "篮球";
        form["form"]!["staff"]![1]!["certificateNo"] = form["form"]!["staff"]![0]!["certificateNo"]!.ToString();
        form["form"]!["staff"]![2]!["idNumber"] = "320508197602033009";

        var filed = await Filed.Async(bureau, form);

        var page = (await bureau.GetAsync("clerk", District, $"/cases/{filed.CaseNo}")).Body!.ToJsonString();
        Assert.Contains("form.classes[0].sport", page, StringComparison.Ordinal);
        Assert.Contains("staff.certificate-of-another", page, StringComparison.Ordinal);
        Assert.Contains("person.id-invalid", page, StringComparison.Ordinal);
        Assert.DoesNotContain(form["form"]!["staff"]![0]!["certificateNo"]!.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain("徐洋桂", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_institution_is_approved_registered_staffed_listed_and_terminated()
    {
        var form = Forms.Fresh("014");
        form["form"]!["institutionName"] = "苏州姑苏区星河篮球培训中心";
        var filed = await Filed.Async(bureau, form);
        var institutionNo = await GrantAsync(filed, "2026-04-13");

        var open = (await bureau.AnonymousAsync(HttpMethod.Get, $"/register/training-institutions/{institutionNo}")).Body!;
        Assert.Equal(
            ("苏州姑苏区星河篮球培训中心", "in-force", "false", "2029-04-12"),
            (open["name"]!.ToString(), open["state"]!.ToString(), open["whiteListed"]!.ToString(), open["validTo"]!.ToString()));

        var early = await ActAsync(institutionNo, "clerk", "white-list-entry", []);
        Assert.Equal((HttpStatusCode.Conflict, "white-list.must-follow-registration"), (early.Status, early.Code));
        var wrong = await ActAsync(institutionNo, "clerk", "credit-code", new JsonObject { ["creditCode"] = "91320508MA1T2X3Y35" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "institution.credit-code-must-be-valid"), (wrong.Status, wrong.Code));
        Done(await ActAsync(institutionNo, "clerk", "credit-code", new JsonObject { ["creditCode"] = CreditCodes.Fresh() }));
        Done(await ActAsync(institutionNo, "clerk", "white-list-entry", []));

        var found = (await bureau.AnonymousAsync(HttpMethod.Get, $"/register/training-institutions?q=星河篮球&district={District}")).Body!;
        Assert.Equal(institutionNo, Assert.Single(found["items"]!.AsArray())!["institutionNo"]!.ToString());
        await CoachesAndLessonsAsync(institutionNo);

        // The organiser asks for the end; nothing is prepaid.
        var ending = await EndingAsync(institutionNo);
        Done(await bureau.ActAsync("approver", District, ending.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" }));
        open = (await bureau.AnonymousAsync(HttpMethod.Get, $"/register/training-institutions/{institutionNo}")).Body!;
        Assert.Equal(("deregistered", "false"), (open["state"]!.ToString(), open["whiteListed"]!.ToString()));
    }

    [Fact]
    public async Task money_is_frozen_with_the_institution_and_an_open_account_holds_up_its_end()
    {
        var form = Forms.Fresh("014");
        form["form"]!["custody"]!["mode"] = "risk-deposit";
        var institutionNo = await GrantAsync(await Filed.Async(bureau, form), "2026-04-13");
        var code = CreditCodes.Fresh();
        Done(await ActAsync(institutionNo, "clerk", "credit-code", new JsonObject { ["creditCode"] = code }));
        Done(await bureau.PostAsync("clerk", District, $"/custody-accounts/{institutionNo}", new JsonObject
        {
            ["mode"] = "risk-deposit", ["depositFen"] = 500_000, ["creditCode"] = code,
            ["representative"] = new JsonObject { ["name"] = "王经办", ["idNumber"] = "32058519660514692X" },
        }));
        var ending = await EndingAsync(institutionNo);
        var decision = new JsonObject { ["outcome"] = "granted" };
        var early = await bureau.ActAsync("approver", District, ending.CaseNo, "decision", decision);
        Assert.Equal((HttpStatusCode.Conflict, "case.conditions-must-be-met"), (early.Status, early.Code));
        Assert.Contains("custody account open", early.Body!["detail"]!.ToString(), StringComparison.Ordinal);

        Done(await ActAsync(institutionNo, "approver", "stop", new JsonObject { ["cause"] = "closed-down", ["statement"] = "已停止招生" }));
        await FrozenAsync(institutionNo);
        Done(await bureau.ActAsync("approver", District, ending.CaseNo, "decision", decision));
    }

    /// <summary>TI-20, whoever is faster: four institutions of one code, asked at once.</summary>
    [Fact]
    public async Task a_credit_code_is_one_institutions_however_close_two_come()
    {
        var code = CreditCodes.Fresh();
        var institutions = new List<string>();
        for (var number = 0; number < 4; number++)
            institutions.Add(await GrantAsync(await Filed.Async(bureau, Forms.Fresh("014")), "2026-04-13"));
        var body = new JsonObject { ["creditCode"] = code };

        var replies = await Task.WhenAll(institutions.Select(one => ActAsync(one, "clerk", "credit-code", body)));

        Assert.Single(replies, reply => reply.Status == HttpStatusCode.OK);
        var refused = replies.Where(reply => reply.Status != HttpStatusCode.OK).ToList();
        Assert.All(refused, reply => Assert.Equal(
            (HttpStatusCode.Conflict, "institution.credit-code-must-be-its-own", "creditCode"), (reply.Status, reply.Code, reply.Field)));
        var owner = institutions[Array.FindIndex(replies, reply => reply.Status == HttpStatusCode.OK)];
        Assert.All(refused, reply => Assert.Contains(owner, reply.Body!["detail"]!.ToString(), StringComparison.Ordinal));

        // Again of the same is nothing new; the others are free to record another.
        Done(await ActAsync(owner, "clerk", "credit-code", new JsonObject { ["creditCode"] = code }));
        var next = institutions.First(one => one != owner);
        Done(await ActAsync(next, "clerk", "credit-code", new JsonObject { ["creditCode"] = CreditCodes.Fresh() }));
        var second = await ActAsync(next, "clerk", "credit-code", body);
        Assert.Equal("institution.credit-code-must-be-the-only-one", second.Code);
    }

    [Fact]
    public async Task a_class_whose_coach_left_and_a_quarter_without_training_are_signals_that_explain_themselves()
    {
        var institutionNo = await GrantAsync(await Filed.Async(bureau, Forms.Fresh("014")), "2026-04-13");
        var staff = (await bureau.GetAsync("clerk", District, $"/training-institutions/{institutionNo}")).Body!["institution"]!["staff"]!;
        var coach = staff[0]!["person"]!.ToString();
        Done(await ActAsync(institutionNo, "clerk", "timetables", new JsonObject
        {
            ["timetableNo"] = "T1", ["firstDay"] = "2026-04-20", ["lastDay"] = "2026-04-30",
            ["lessons"] = new JsonArray(new JsonObject
            {
                ["lessonNo"] = "L1", ["class"] = "C-7", ["sport"] = "BASKETBALL", ["date"] = "2026-04-22", ["start"] = "18:00",
                ["end"] = "19:00", ["mode"] = "offline", ["room"] = "R1", ["roomAreaM2"] = 100, ["trainees"] = 10,
                ["coaches"] = new JsonArray(coach),
            }),
        }));
        Assert.Empty(await SignalsAsync(institutionNo));

        Done(await ActAsync(institutionNo, "clerk", "staff/departure", new JsonObject
        {
            ["person"] = coach, ["reason"] = "left", ["leftOn"] = "2026-04-13",
        }));
        var signal = Assert.Single(await SignalsAsync(institutionNo))!;
        Assert.Equal(
            ("uncleared-class", "C-7", "2026-04-14"),
            (signal["kind"]!.ToString(), signal["class"]!.ToString(), signal["since"]!.ToString()));
        Assert.Equal("1 of 1 lessons ahead, the first L1 on 2026-04-22: not-on-staff", signal["figures"]!.ToString());
        Assert.All((string[])["rule", "clearedBy"], field => Assert.NotEmpty(signal[field]!.ToString()));

        // The quarter from July to September is the first whole one since the approval.
        await bureau.SetClockAsync("2026-10-09T09:00:00+08:00");
        Assert.Equal("untrained-quarter", Assert.Single(await SignalsAsync(institutionNo))!["kind"]!.ToString());
        var training = new JsonObject
        {
            ["trainingNo"] = "TR-1", ["trainedOn"] = "2026-09-30", ["studyHours"] = 8,
            ["people"] = new JsonArray(staff[1]!["person"]!.ToString()),
        };
        var tooLong = training.DeepClone().AsObject();
        tooLong["studyHours"] = 17;
        Assert.Equal("staff.training-must-fit-a-day", (await ActAsync(institutionNo, "clerk", "staff/training", tooLong)).Code);
        var gone = training.DeepClone().AsObject();
        gone["people"] = new JsonArray(coach);
        Assert.Equal("staff.must-be-engaged", (await ActAsync(institutionNo, "clerk", "staff/training", gone)).Code);
        Done(await ActAsync(institutionNo, "clerk", "staff/training", training));
        Assert.Empty(await SignalsAsync(institutionNo));
    }

    async Task<JsonArray> SignalsAsync(string institutionNo) =>
        (await bureau.GetAsync("inspector", District, $"/prepayment-signals?institution={institutionNo}")).Body!.AsArray();

    /// <summary>The policy acts a moment after the stop.</summary>
    async Task FrozenAsync(string institutionNo)
    {
        Reply seen = null!;
        for (var attempt = 0; attempt < 600; attempt++)
        {
            seen = await bureau.GetAsync("auditor", "320500", $"/custody-accounts/{institutionNo}");
            if (seen.Body!.ToJsonString().Contains("\"frozen\"", StringComparison.Ordinal)) return;
            await Task.Delay(100);
        }

        Assert.Fail($"Not frozen within a minute: {seen}");
    }

    async Task<Filed> EndingAsync(string institutionNo)
    {
        var form = Forms.Fresh("014");
        form["applyType"] = "5";
        form["applyDate"] = "2026-05-06T10:00:00+08:00";
        form["form"] = new JsonObject { ["permitNo"] = institutionNo, ["reason"] = "不再办学" };
        form["materials"] = new JsonArray(form["materials"]![0]!.DeepClone());
        var ending = await Filed.Async(bureau, form);
        await bureau.SetClockAsync("2026-05-07T10:00:00+08:00");
        Done(await bureau.ActAsync("clerk", District, ending.CaseNo, "acceptance", new JsonObject()));
        Done(await bureau.ActAsync("reviewer", District, ending.CaseNo, "review", new JsonObject { ["recommendation"] = "grant" }));
        return ending;
    }

    async Task CoachesAndLessonsAsync(string institutionNo)
    {
        var page = (await bureau.GetAsync("clerk", District, $"/training-institutions/{institutionNo}")).Body!;
        var coach = page["institution"]!["staff"]![0]!["person"]!.ToString();
        var minor = new JsonObject
        {
            ["role"] = "coach", ["name"] = "王小明", ["idNumber"] = "320508201004187903", ["certificateNo"] = "555",
            ["certificateKind"] = "coach",
            ["fullTime"] = true, ["checkedOn"] = "2026-04-01", ["joinedOn"] = "2026-04-13",
        };
        var refused = await ActAsync(institutionNo, "clerk", "staff", minor);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "staff.must-be-adult"), (refused.Status, refused.Code));

        var lesson = new JsonObject
        {
            ["lessonNo"] = "L1", ["class"] = "C1", ["sport"] = "BASKETBALL", ["date"] = "2026-04-20", ["start"] = "18:00",
            ["end"] = "20:30",
            ["mode"] = "offline", ["room"] = "R1", ["roomAreaM2"] = 100, ["trainees"] = 10, ["coaches"] = new JsonArray(coach),
        };
        var timetable = new JsonObject
        {
            ["timetableNo"] = "T1", ["firstDay"] = "2026-04-20", ["lastDay"] = "2026-04-30", ["lessons"] = new JsonArray(lesson),
        };
        Done(await ActAsync(institutionNo, "clerk", "timetables", timetable));
        var late = timetable.DeepClone().AsObject();
        late["timetableNo"] = "T2";
        late["lessons"]![0]!["end"] = "20:31";
        Assert.Equal("timetable.lesson-must-end-in-time", (await ActAsync(institutionNo, "clerk", "timetables", late)).Code);

        // Another district sees nothing and may do nothing.
        var foreign = await bureau.GetAsync("clerk", "320509", $"/training-institutions/{institutionNo}");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
        var figures = (await bureau.GetAsync("auditor", "320500", "/training-institutions/statistics")).Body!;
        Assert.Contains(
            figures["districts"]!.AsArray(), line => line!["district"]!.ToString() == District && (int)line["whiteListed"]! >= 1);
        var csv = await bureau.AnonymousAsync(HttpMethod.Get, "/register/training-institutions/open-data.csv");
        Assert.Equal(HttpStatusCode.OK, csv.Status);
    }

    Task<string> GrantAsync(Filed filed, string day) => OpenedInstitution.GrantAsync(bureau, filed, day);

    Task<Reply> ActAsync(string institutionNo, string role, string act, JsonObject body) =>
        OpenedInstitution.ActAsync(bureau, District, institutionNo, act, body, role);

    static void Done(Reply reply) => Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
}
