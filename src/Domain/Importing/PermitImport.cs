using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using static Domain.Importing.PermitImport;
using Answer = Domain.Kernel.Answer<Domain.Importing.PermitImportEvent>;

namespace Domain.Importing;

/// <summary>One file of existing permits, from its check to the day it counts (存量导入): maker and checker are two persons.</summary>
public abstract record PermitImport
{
    private PermitImport() { }

    public static PermitImport Initial { get; } = new NotChecked();

    public sealed record NotChecked : PermitImport;

    /// <param name="Last">The newest check: the same file may be checked again.</param>
    public sealed record Checked(ImportChecked Last) : PermitImport;

    public sealed record Committed(ImportChecked Last, ImportCommitted Fact) : PermitImport;
}

public abstract record PermitImportCommand(Actor Actor);

/// <param name="Fact">What reading the file came to.</param>
public sealed record CheckImport(Actor Actor, ImportChecked Fact) : PermitImportCommand(Actor);

/// <param name="Sm3">Of the bytes that were read again for this.</param>
/// <param name="Problems">Found when they were read again.</param>
public sealed record CommitImport(Actor Actor, string Sm3, int Permits, int NumbersDrawn, int Problems) : PermitImportCommand(Actor);

public static class PermitImportRefusals
{
    static readonly LegalBasis Supervision = Licensing.Laws.Licensing("10");
    static readonly LegalBasis Publicity = Licensing.Laws.Licensing("40");

    public static readonly Refusal CheckerMustBeAnother = new(
        RefusalKind.NotAllowed, "import.checker-must-be-another", "校验人与确认人不能是同一人。", Supervision);

    public static readonly Refusal CityMustAct = new(
        RefusalKind.NotAllowed, "import.city-must-act", "导入存量许可由市级操作员办理。", Supervision);

    public static readonly Refusal RowsMustBeRight = new(
        RefusalKind.WrongState, "import.rows-must-be-right", "文件仍有问题，任何一行都不能导入。", Publicity);

    public static readonly Refusal FileMustBeChecked = new(
        RefusalKind.WrongState, "import.file-must-be-checked", "请先校验文件。", Publicity);

    public static readonly Refusal OneMustRunAtATime = new(
        RefusalKind.NotReady, "import.one-must-run-at-a-time", "另一批导入正在进行或系统繁忙，请稍后重试。", Supervision);
}

public static class PermitImportDecider
{
    public static Answer Decide(PermitImportCommand command, PermitImport state) => (command, state) switch
    {
        (CheckImport c, _) when c.Actor.District != Licensing.Regions.City => Answer.Refuse(PermitImportRefusals.CityMustAct),
        (CommitImport c, _) when c.Actor.District != Licensing.Regions.City => Answer.Refuse(PermitImportRefusals.CityMustAct),
        (CheckImport, Committed) => Answer.Nothing,
        (CheckImport c, Checked s) => IsSame(c.Fact, s.Last) ? Answer.Nothing : Answer.Accept(c.Fact with { File = s.Last.File }),
        (CheckImport c, NotChecked) => Answer.Accept(c.Fact),
        (CommitImport, NotChecked) => Answer.Refuse(PermitImportRefusals.FileMustBeChecked),
        (CommitImport, Committed) => Answer.Nothing,
        (CommitImport c, Checked s) => Commit(c, s.Last),
        _ => throw new UnreachableException($"{command.GetType().Name} on {state.GetType().Name}."),
    };

    public static PermitImport Evolve(PermitImport state, PermitImportEvent @event) => (state, @event) switch
    {
        (NotChecked or Checked, ImportChecked e) => new Checked(e),
        (Checked s, ImportCommitted e) => new Committed(s.Last, e),
        _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    static Answer Commit(CommitImport command, ImportChecked last)
    {
        if (command.Actor.Person == last.CheckedBy) return Answer.Refuse(PermitImportRefusals.CheckerMustBeAnother);
        if (command.Sm3 != last.Sm3) return Answer.Refuse(PermitImportRefusals.FileMustBeChecked);
        if (command.Problems > 0)
            return Answer.Refuse(PermitImportRefusals.RowsMustBeRight with { Detail = $"{command.Problems} problems." });
        return Answer.Accept(new ImportCommitted(command.Sm3, command.Permits, command.NumbersDrawn, command.Actor.Person));
    }

    /// <summary>Who asks again matters only where it comes out otherwise.</summary>
    static bool IsSame(ImportChecked now, ImportChecked before) =>
        now with { File = before.File, CheckedBy = before.CheckedBy } == before;
}
