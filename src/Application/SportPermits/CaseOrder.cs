using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>A command on a case with all that travels with it.</summary>
public sealed record CaseOrder(string CaseNo, CommandId Id, LicensingCaseCommand Command)
{
    /// <summary>The version the caller last saw; null where the command does not depend on one.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>The case as the caller has read it, so that it is not read once more to see what it is about.</summary>
    public CaseSnapshot? Seen { get; init; }

    /// <summary>Makes the command from the numbers drawn in the transaction, where it needs any.</summary>
    public Func<LicensingCaseCommand, IReadOnlyDictionary<string, long>, LicensingCaseCommand>? Complete { get; init; }

    /// <summary>A rule that was found broken before the case was asked, for example by looking into the officers' directory.</summary>
    public Refusal? Objection { get; init; }

    public IReadOnlyList<Guard> Guards { get; init; } = [];

    public IReadOnlyList<CompanionRow> Companions { get; init; } = [];

    /// <summary>Events of another stream that stand or fall with the command: the service of one of the case's documents.</summary>
    public StreamAppend? Also { get; init; }

    /// <summary>True for officers: what was refused to them is kept in the log.</summary>
    public bool KeepRefusal { get; init; }

    /// <summary>The event a policy answers to.</summary>
    public Guid? Causation { get; init; }
}
