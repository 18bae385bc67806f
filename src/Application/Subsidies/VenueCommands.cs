using Application.SportPermits;
using Domain.Subsidies;
using EventStore;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>Runs commands on designated venues; an admission reads the permit it rests on under the same lock.</summary>
public sealed class VenueCommands(StreamCommands streams)
{
    public Task<CommandResult> RunAsync(
        string venueNo, CommandId id, VenueCommand command, IReadOnlyList<CompanionRow> companions, CancellationToken cancellation)
    {
        var order = new StreamOrder<Venue, VenueEvent>(
            id, SubsidyStreams.Venue(venueNo), VenueType, command.GetType().Name, command.Actor, command.At)
        {
            Initial = Domain.Subsidies.Venue.Initial,
            Evolve = VenueDecider.Evolve,
            Decide = state => VenueDecider.Decide(command, state),
            Companions = companions,
        };
        if (command is not AdmitVenue { PermitNo: { } permitNo } admit) return streams.RunAsync(order, cancellation);

        var permit = $"sport-permit/{permitNo}";
        return streams.RunAsync(
            order with
            {
                AlsoStreams = [AlsoRead(permit, "sport_permit")],
                DecideAmong = (state, context) =>
                    VenueDecider.Decide(admit with { Permit = PermitSnapshot.Fold(context.Histories[permit]) }, state),
            },
            cancellation);
    }
}
