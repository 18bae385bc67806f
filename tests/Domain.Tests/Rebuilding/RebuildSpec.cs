using Domain.Identity;
using Domain.Kernel;
using Domain.Rebuilding;
using Accepted = Domain.Kernel.Answer<Domain.Rebuilding.RebuildEvent>.Accepted;
using Refused = Domain.Kernel.Answer<Domain.Rebuilding.RebuildEvent>.Refused;

namespace Domain.Tests.Rebuilding;

/// <summary>RM-5: one operator starts a rebuild, another has read the report and lets it serve.</summary>
public sealed class RebuildSpec
{
    const string Model = "case_page:1";

    static readonly Actor Maker = new(new PersonRef("p-maker"), "operator", "320500");
    static readonly Actor Checker = new(new PersonRef("p-checker"), "operator", "320500");
    static readonly Actor OfDistrict = new(new PersonRef("p-district"), "operator", "320509");
    static readonly LegalBasis Basis = new("行政许可法", "10");
    static readonly ReportFacts Report = new(40, 1, 2, 3);
    static readonly RebuildStarted Started = new(Model, Maker.Person, Basis);
    static readonly RebuildApproved Approved = new(40, 1, 2, 3, Checker.Person, Basis);
    static readonly ReadModelSwapped Swapped = new(Checker.Person, Basis);
    static readonly ReadModelSwappedBack Back = new(Maker.Person, Basis);
    static readonly RebuildDropped Dropped = new(Maker.Person, Basis);

    [Fact]
    public void a_district_rebuilds_nothing() =>
        Assert.Equal("read-model.city-must-act", Refusal(new StartRebuild(OfDistrict, Model)));

    [Fact]
    public void nobody_approves_what_they_started() =>
        Assert.Equal("read-model.approver-must-be-another", Refusal(new ApproveRebuild(Maker, 40, Report), Started));

    [Fact]
    public void nobody_approves_before_there_is_a_report() =>
        Assert.Equal("read-model.report-must-be-ready", Refusal(new ApproveRebuild(Checker, 40, null), Started));

    [Fact]
    public void nobody_approves_a_report_that_is_no_longer_the_newest() =>
        Assert.Equal("read-model.report-must-be-newest", Refusal(new ApproveRebuild(Checker, 39, Report), Started));

    [Fact]
    public void nothing_is_approved_or_swapped_that_was_not_started()
    {
        Assert.Equal("read-model.rebuild-must-be-started", Refusal(new ApproveRebuild(Checker, 40, Report)));
        Assert.Equal("read-model.rebuild-must-be-started", Refusal(new SwapReadModel(Checker)));
        Assert.Equal("read-model.must-be-swapped", Refusal(new SwapBackReadModel(Checker)));
    }

    [Fact]
    public void nothing_serves_without_approval() =>
        Assert.Equal("read-model.rebuild-must-be-approved", Refusal(new SwapReadModel(Checker), Started));

    [Fact]
    public void the_old_one_is_dropped_before_another_rebuild() =>
        Assert.Equal("read-model.old-must-be-dropped", Refusal(new StartRebuild(Maker, Model), Started, Approved, Swapped));

    [Fact]
    public void nothing_is_swapped_back_twice() =>
        Assert.Equal("read-model.must-be-swapped", Refusal(new SwapBackReadModel(Maker), Started, Approved, Swapped, Back));

    [Fact]
    public void one_starts_another_approves_and_it_serves()
    {
        Assert.Equal([Started], Events(new StartRebuild(Maker, Model)));
        Assert.Equal([Approved], Events(new ApproveRebuild(Checker, 40, Report), Started));
        Assert.Equal([Swapped], Events(new SwapReadModel(Checker), Started, Approved));
    }

    [Fact]
    public void it_goes_back_and_forth_until_it_is_dropped()
    {
        Assert.Equal([Back], Events(new SwapBackReadModel(Maker), Started, Approved, Swapped));
        Assert.Equal([Swapped], Events(new SwapReadModel(Checker), Started, Approved, Swapped, Back));
        Assert.Equal([Dropped], Events(new DropRebuild(Maker), Started, Approved, Swapped, Back));
        Assert.Equal([Started], Events(new StartRebuild(Maker, Model), Started, Dropped));
    }

    [Fact]
    public void the_same_request_again_changes_nothing()
    {
        Assert.Empty(Events(new StartRebuild(Checker, Model), Started));
        Assert.Empty(Events(new ApproveRebuild(Checker, 40, Report), Started, Approved));
        Assert.Empty(Events(new SwapReadModel(Checker), Started, Approved, Swapped));
        Assert.Empty(Events(new DropRebuild(Maker), Started, Dropped));
    }

    static IReadOnlyList<RebuildEvent> Events(RebuildCommand command, params RebuildEvent[] history) =>
        Assert.IsType<Accepted>(Answer(command, history)).Events;

    static string Refusal(RebuildCommand command, params RebuildEvent[] history) =>
        Assert.IsType<Refused>(Answer(command, history)).Refusal.Code;

    static Answer<RebuildEvent> Answer(RebuildCommand command, RebuildEvent[] history) =>
        RebuildDecider.Decide(command, history.Aggregate(Rebuild.Initial, RebuildDecider.Evolve));
}
