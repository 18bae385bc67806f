using Domain.Kernel;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>A command on a case with all that travels with it.</summary>
public sealed record CaseOrder(string CaseNo, CommandId Id, SportPermitCaseCommand Command)
{
    /// <summary>The version the caller last saw; null where the command does not depend on one.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Makes the command from the numbers drawn in the transaction, where it needs any.</summary>
    public Func<SportPermitCaseCommand, IReadOnlyDictionary<string, long>, SportPermitCaseCommand>? Complete { get; init; }

    /// <summary>A rule that was found broken before the case was asked, for example by looking into the officers' directory.</summary>
    public Refusal? Objection { get; init; }

    public IReadOnlyList<Guard> Guards { get; init; } = [];

    public IReadOnlyList<CompanionRow> Companions { get; init; } = [];

    /// <summary>True for officers: what was refused to them is kept in the log.</summary>
    public bool KeepRefusal { get; init; }

    /// <summary>The event a policy answers to.</summary>
    public Guid? Causation { get; init; }
}
