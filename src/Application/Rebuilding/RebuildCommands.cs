using Domain.Identity;
using Domain.Rebuilding;
using EventStore;
using NodaTime;

namespace Application.Rebuilding;

/// <summary>Operators' orders for a read model; what they ordered is done by the worker that follows the log.</summary>
public sealed class RebuildCommands(StreamCommands streams)
{
    public const string StreamType = "read_model";
    public const string Prefix = "read-model/";

    public static string StreamOf(string readModel) => $"{Prefix}{readModel}";

    public Task<CommandResult> RunAsync(
        CommandId id, string readModel, RebuildCommand command, Instant at, CancellationToken cancellation) =>
        streams.RunAsync(
            new StreamOrder<Rebuild, RebuildEvent>(
                id, StreamOf(readModel), StreamType, command.GetType().Name, command.Actor, at)
            {
                Initial = Rebuild.Initial,
                Evolve = RebuildDecider.Evolve,
                Decide = state => RebuildDecider.Decide(command, state),
            },
            cancellation);
}
