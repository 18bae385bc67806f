using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Identity;
using Domain.Officers;
using EventStore;

namespace Application.Officers;

/// <summary>Gives cases to officers, each case in a stream of its own.</summary>
public sealed class CaseAssignments(StreamCommands streams)
{
    public static string StreamOf(string caseNo) => $"case-assignment/{caseNo}";

    public Task<CommandResult> AssignAsync(CommandId id, AssignCase command, CancellationToken cancellation) =>
        streams.RunAsync(
            Order(id, command.CaseNo, nameof(AssignCase), command.Actor, command.At) with
            {
                Decide = state => CaseAssignmentDecider.Decide(command, state),
            },
            cancellation);

    public Task<CommandResult> MoveAsync(CommandId id, MoveAssignment command, Guid causation, CancellationToken cancellation) =>
        streams.RunAsync(
            Order(id, command.CaseNo, nameof(MoveAssignment), command.Actor, command.At) with
            {
                Decide = state => CaseAssignmentDecider.Decide(command, state),
                Causation = causation,
            },
            cancellation);

    static StreamOrder<CaseAssignment, CaseAssignmentEvent> Order(
        CommandId id, string caseNo, string name, Actor actor, NodaTime.Instant at) =>
        new(id, StreamOf(caseNo), "case_assignment", name, actor, at)
        {
            Initial = CaseAssignment.Initial,
            Evolve = CaseAssignmentDecider.Evolve,
            Decide = _ => Domain.Kernel.Answer<CaseAssignmentEvent>.Nothing,
            CaseNo = caseNo,
        };
}

/// <summary>After a hand-over, moves each of its cases (OFF-6); a crash in between leaves the rest to the next round.</summary>
public sealed class HandOverPolicy(CaseAssignments assignments, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    public string Name => "hand-over-1";

    public bool Concerns(StoredEvent stored) => stored.Data is CasesHandedOver;

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var handed = (CasesHandedOver)cause.Data!;
        var from = new PersonRef(cause.Stream[(cause.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        var now = NodaTime.Instant.Max(await clock.NowAsync(cancellation), cause.Timestamp);
        foreach (var caseNo in handed.Cases)
        {
            var key = $"hand-over/{cause.Id}/{caseNo}";
            var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
            var move = new MoveAssignment(Actors.System, now, caseNo, handed.District, from, handed.To);
            var result = await assignments.MoveAsync(id, move, cause.Id, cancellation);
            if (result is CommandResult.ClockBehind behind)
                await assignments.MoveAsync(id, move with { At = behind.LastEventAt }, cause.Id, cancellation);
        }
    }
}
