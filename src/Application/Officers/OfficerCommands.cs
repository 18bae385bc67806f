using System.Text;
using Application.Ports;
using Domain.Identity;
using Domain.Officers;
using EventStore;
using NodaTime;

namespace Application.Officers;

/// <summary>Runs commands on the officers' directory.</summary>
public sealed class OfficerCommands(
    StreamCommands streams, IEventStore store, OfficerDirectory directory, IBusinessClock clock, ISm3 sm3)
{
    /// <summary>Before every day on which anything is done here.</summary>
    static readonly LocalDate Ever = new(2000, 1, 1);

    /// <summary>As early as what the installation brings along: the business clock may be set to any day after it.</summary>
    static readonly Instant Installed = Instant.FromUtc(2022, 12, 31, 16, 0);

    public async Task<CommandResult> RunAsync(
        PersonRef officer, CommandId id, OfficerCommand command, IReadOnlyList<CompanionRow> companions, CancellationToken cancellation)
    {
        var stream = OfficerDirectory.StreamOf(officer);
        var result = await streams.RunAsync(
            new StreamOrder<Officer, OfficerEvent>(id, stream, "officer", command.GetType().Name, command.Actor, command.At)
            {
                Initial = Officer.Initial,
                Evolve = OfficerDecider.Evolve,
                Decide = state => OfficerDecider.Decide(command, state, officer),
                Companions = companions,
            },
            cancellation);
        directory.Forget(stream);

        // What was so already wrote nothing; the caller is told where the account stands all the same.
        return result is CommandResult.Done { Version: 0 } done
            ? done with { Version = (await store.ReadStreamAsync(stream, StreamLimit.None, cancellation))[^1].Version }
            : result;
    }

    public async Task<CommandResult> DelegateAsync(
        string district, CommandId id, GiveDelegation command, CancellationToken cancellation) =>
        await OnDelegationsAsync(
            district, id, command.Actor, command.At, nameof(GiveDelegation), state => DelegationsDecider.Decide(command, state),
            cancellation);

    public async Task<CommandResult> EndDelegationAsync(
        string district, CommandId id, EndDelegation command, CancellationToken cancellation) =>
        await OnDelegationsAsync(
            district, id, command.Actor, command.At, nameof(EndDelegation), state => DelegationsDecider.Decide(command, state),
            cancellation);

    /// <summary>Opens an account with its office without an operator: the first one of an installation, or one for development.</summary>
    public async Task<CommandResult> EnrolAsync(
        PersonRef officer, string source, string role, string district, CancellationToken cancellation)
    {
        var key = $"enrol/{source}/{officer.Value}/{role}/{district}";
        var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
        var command = new EnrolWithOffice(Actors.System, Installed, source, role, district, Ever);
        var result = await RunAsync(officer, id, command, [], cancellation);

        // The account already has later events; its next office is then as late as they are.
        return result is CommandResult.ClockBehind behind
            ? await RunAsync(officer, id, command with { At = behind.LastEventAt }, [], cancellation)
            : result;
    }

    public async Task<Instant> NowAsync(CancellationToken cancellation) => await clock.NowAsync(cancellation);

    async Task<CommandResult> OnDelegationsAsync(
        string district, CommandId id, Actor actor, Instant at, string name,
        Func<Delegations, Domain.Kernel.Answer<DelegationEvent>> decide, CancellationToken cancellation)
    {
        var stream = OfficerDirectory.DelegationsOf(district);
        var result = await streams.RunAsync(
            new StreamOrder<Delegations, DelegationEvent>(id, stream, "delegations", name, actor, at)
            {
                Initial = Delegations.Of(district), Evolve = DelegationsDecider.Evolve, Decide = decide,
            },
            cancellation);
        directory.Forget(stream);
        return result;
    }
}
