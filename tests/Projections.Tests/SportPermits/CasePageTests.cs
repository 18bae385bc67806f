using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.SportPermits;

public sealed class CasePageTests
{
    [Fact]
    public void each_act_becomes_a_step_that_starts_where_the_one_before_ended()
    {
        var page = Page(Road);

        Assert.Equal(
            ["receipt", "acceptance", "site-check", "review", "decision", "delivery"], page.Steps.Select(step => step.Name));
        Assert.All(page.Steps.Zip(page.Steps.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.Equal(("320508", "clerk", Document(6)), (page.Steps[3].Office, page.Steps[3].Role, page.Steps[3].Opinion!.Value));
    }

    [Fact]
    public void a_grant_shows_its_number_its_day_and_the_judged_conditions()
    {
        var page = Page(Road);

        Assert.Equal((PermitNo, new LocalDate(2026, 4, 20)), (page.PermitNo, page.Decision!.DecidedOn));
        Assert.Equal(100, page.Decision.Assessment!.MaxSwimmers);
        Assert.Equal(["acceptance-notice", "permit"], page.Documents.Select(document => document.Kind));
    }

    [Fact]
    public void a_refusal_carries_its_grounds_and_its_remedies()
    {
        UnmetCondition ground = new("SWIM-1", Basis, "staff", "2 lifeguards", "3 lifeguards");
        Remedy remedy = new("administrative-review", "苏州市人民政府", "60 calendar days", Basis);
        PermitRefused refused = new("D-1", Approver, new(2026, 4, 20), true, [ground], null, [remedy], DeliverBy, Basis);

        var page = Page([.. Road.Take(5), On(new(2026, 4, 20), refused)]);

        Assert.Equal([ground], page.Decision!.Grounds);
        Assert.Equal([remedy], page.Documents.Single(document => document.Kind == "refusal").Remedies);
        Assert.Null(page.PermitNo);
    }

    [Fact]
    public void a_correction_closes_its_round_and_replaces_form_and_defects()
    {
        LocalDate back = new(2026, 4, 8);
        var page = Page(
        [
            On(Monday, Received(defects: [MissingM05])),
            On(Monday, Requested(Monday, MissingM05)),
            On(back, Submitted(back, new(2026, 4, 14), [])),
        ]);

        Assert.Equal(("C-1", back), (page.Corrections.Single().CorrectionNo, page.Corrections.Single().SubmittedOn!.Value));
        Assert.Equal(Document(4), page.Application.Form);
        Assert.Empty(page.Defects);
    }

    [Fact]
    public void a_file_the_notice_asks_for_is_no_defect_once_it_has_come()
    {
        Defect awaited = new("material.undelivered", "M02", "文件尚未送达", Basis, 0);
        (LocalDate, object)[] asked =
            [On(Monday, Received([M01, M02])), On(Monday, Delivered(M01)), On(Monday, Requested(Monday, awaited))];

        Assert.Equal(["M02"], AwaitedIn(Page(asked)));
        Assert.Empty(AwaitedIn(Page([.. asked, On(Monday, Delivered(M02))])));
        Assert.Empty(Page(asked).Defects);
        Assert.Equal([awaited], Page(asked).Corrections.Single().Items);

        static IEnumerable<string> AwaitedIn(CasePage page) =>
            page.Progress.Materials.Where(material => material.File is null).Select(material => material.Code);
    }

    [Fact]
    public void the_version_follows_every_event_even_one_this_program_does_not_know()
    {
        var events = Recorded.Of(CaseStream, Road.Take(2));

        var page = ReadModels.CasePages.Rows([.. events, Recorded.Unknown(CaseStream, 3, 3, Monday)])[CaseNo];

        Assert.Equal((3, CaseStatus.Received), (page.Version, page.Progress.Status));
    }

    [Fact]
    public void the_same_events_again_change_nothing()
    {
        var events = Recorded.Of(CaseStream, Road);

        var once = ReadModels.CasePages.Rows(events);
        var again = ReadModels.CasePages.Rows(events.Take(4).ToList(), events, events.Skip(2).ToList());

        Assert.Equal(Json(once), Json(again));
    }

    [Fact]
    public void the_streams_of_permits_and_people_are_none_of_its_business() =>
        Assert.Empty(ReadModels.CasePages.Rows(Recorded.Of(
            $"sport-permit/{PermitNo}", [On(Monday, Opened(PermitNo, "320508", 10, Monday, "SWIM"))])));

    static CasePage Page(IEnumerable<(LocalDate, object)> history) =>
        ReadModels.CasePages.Rows(Recorded.Of(CaseStream, history))[CaseNo];

    static string Json(object rows) => System.Text.Json.JsonSerializer.Serialize(rows, EventStore.EventJson.Options);
}
