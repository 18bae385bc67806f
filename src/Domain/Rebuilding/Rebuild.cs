using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using static Domain.Rebuilding.Rebuild;
using static Domain.Rebuilding.RebuildRefusals;
using Answer = Domain.Kernel.Answer<Domain.Rebuilding.RebuildEvent>;

namespace Domain.Rebuilding;

/// <summary>What operators ordered for one read model: one starts a rebuild, another lets it serve (specs/read-models.md).</summary>
public abstract record Rebuild
{
    private Rebuild() { }

    public static Rebuild Initial { get; } = new Idle();

    /// <summary>Nothing stands beside.</summary>
    public sealed record Idle : Rebuild;

    public sealed record Building(PersonRef StartedBy) : Rebuild;

    public sealed record Approved(PersonRef StartedBy) : Rebuild;

    /// <summary>The old one stands beside.</summary>
    public sealed record Swapped(PersonRef StartedBy) : Rebuild;
}

public abstract record RebuildCommand(Actor Actor);

public sealed record StartRebuild(Actor Actor, string ReadModel) : RebuildCommand(Actor);

/// <param name="Position">Of the report the approver has read.</param>
/// <param name="Newest">The newest report; null where there is none yet.</param>
public sealed record ApproveRebuild(Actor Actor, long Position, ReportFacts? Newest) : RebuildCommand(Actor);

public sealed record SwapReadModel(Actor Actor) : RebuildCommand(Actor);

public sealed record SwapBackReadModel(Actor Actor) : RebuildCommand(Actor);

public sealed record DropRebuild(Actor Actor) : RebuildCommand(Actor);

/// <summary>How many rows of a report differ, and where it was made.</summary>
public sealed record ReportFacts(long Position, long OnlyServed, long OnlyRecomputed, long Differing);

public static class RebuildRefusals
{
    static readonly LegalBasis Supervision = Licensing.Laws.Licensing("10");

    public static readonly Refusal CityMustAct = new(
        RefusalKind.NotAllowed, "read-model.city-must-act", "重建查询数据由市级操作员办理。", Supervision);

    public static readonly Refusal ApproverMustBeAnother = new(
        RefusalKind.NotAllowed, "read-model.approver-must-be-another", "发起重建的人员不得复核该重建。", Supervision);

    public static readonly Refusal RebuildMustBeStarted = new(
        RefusalKind.WrongState, "read-model.rebuild-must-be-started", "没有正在进行的重建。", Supervision);

    public static readonly Refusal ReportMustBeReady = new(
        RefusalKind.WrongState, "read-model.report-must-be-ready", "差异报告尚未生成。", Supervision);

    public static readonly Refusal ReportMustBeNewest = new(
        RefusalKind.WrongState, "read-model.report-must-be-newest", "差异报告已更新，请阅读最新报告后复核。", Supervision, Field: "position");

    public static readonly Refusal RebuildMustBeApproved = new(
        RefusalKind.WrongState, "read-model.rebuild-must-be-approved", "重建尚未经另一名操作员复核。", Supervision);

    public static readonly Refusal OldMustBeDropped = new(
        RefusalKind.WrongState, "read-model.old-must-be-dropped", "切换前的旧数据仍在，请先切回或删除。", Supervision);

    public static readonly Refusal ReadModelMustBeSwapped = new(
        RefusalKind.WrongState, "read-model.must-be-swapped", "尚未切换，无法切回。", Supervision);
}

public static class RebuildDecider
{
    static readonly LegalBasis Basis = Licensing.Laws.Licensing("10");

    public static Answer Decide(RebuildCommand command, Rebuild state) =>
        command.Actor.District != Licensing.Regions.City ? Answer.Refuse(CityMustAct) : (command, state) switch
        {
            (StartRebuild c, Idle) => Answer.Accept(new RebuildStarted(c.ReadModel, c.Actor.Person, Basis)),
            (StartRebuild, Building or Approved) => Answer.Nothing,
            (StartRebuild, Swapped) => Answer.Refuse(OldMustBeDropped),
            (ApproveRebuild c, Building s) => Approve(c, s),
            (ApproveRebuild, Approved or Swapped) => Answer.Nothing,
            (SwapReadModel c, Approved) => Answer.Accept(new ReadModelSwapped(c.Actor.Person, Basis)),
            (SwapReadModel, Swapped) => Answer.Nothing,
            (SwapReadModel, Building) => Answer.Refuse(RebuildMustBeApproved),
            (SwapBackReadModel c, Swapped) => Answer.Accept(new ReadModelSwappedBack(c.Actor.Person, Basis)),
            (SwapBackReadModel, _) => Answer.Refuse(ReadModelMustBeSwapped),
            (DropRebuild, Idle) => Answer.Nothing,
            (DropRebuild c, _) => Answer.Accept(new RebuildDropped(c.Actor.Person, Basis)),
            (_, Idle) => Answer.Refuse(RebuildMustBeStarted),
            _ => throw new UnreachableException($"{command.GetType().Name} on {state.GetType().Name}."),
        };

    public static Rebuild Evolve(Rebuild state, RebuildEvent @event) => (state, @event) switch
    {
        (Idle, RebuildStarted e) => new Building(e.StartedBy),
        (Building s, RebuildApproved) => new Approved(s.StartedBy),
        (Approved s, ReadModelSwapped) => new Swapped(s.StartedBy),

        // What was approved stays approved: it may serve again.
        (Swapped s, ReadModelSwappedBack) => new Approved(s.StartedBy),
        (Building or Approved or Swapped, RebuildDropped) => Initial,
        _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    static Answer Approve(ApproveRebuild command, Building state)
    {
        if (command.Actor.Person == state.StartedBy) return Answer.Refuse(ApproverMustBeAnother);
        if (command.Newest is not { } report) return Answer.Refuse(ReportMustBeReady);
        if (report.Position != command.Position)
        {
            return Answer.Refuse(ReportMustBeNewest with
            {
                Detail = FormattableString.Invariant($"The newest stands at {report.Position}."),
            });
        }

        return Answer.Accept(new RebuildApproved(
            report.Position, report.OnlyServed, report.OnlyRecomputed, report.Differing, command.Actor.Person, Basis));
    }
}
