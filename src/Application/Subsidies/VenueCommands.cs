using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using static Application.Subsidies.SubsidyStreams;

namespace Application.Subsidies;

/// <summary>Runs commands on designated venues; an admission reads permit and operator under the same lock.</summary>
public sealed class VenueCommands(StreamCommands streams)
{
    public Task<Venue> FindAsync(string venueNo, CancellationToken cancellation) =>
        streams.FindAsync<Venue, VenueEvent>(
            SubsidyStreams.Venue(venueNo), Domain.Subsidies.Venue.Initial, VenueDecider.Evolve, cancellation);

    public async Task<CommandResult> RunAsync(
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
        var (@operator, permitNo) = command switch
        {
            EnterVenue enter => (enter.Operator, enter.PermitNo),
            ApproveVenueAct when await FindAsync(venueNo, cancellation) is Venue.Entered { As: var entered } =>
                (entered.Operator, entered.PermitNo),
            _ => ((PersonRef?)null, (string?)null),
        };
        return await streams.RunAsync(@operator is { } known ? WithFacts(order, command, known, permitNo) : order, cancellation);
    }

    /// <summary>Two admissions of one operator queue for its stream, and the second sees the number of the first.</summary>
    static StreamOrder<Venue, VenueEvent> WithFacts(
        StreamOrder<Venue, VenueEvent> order, VenueCommand command, PersonRef @operator, string? permitNo)
    {
        var (own, permit) = (VenueOperator(@operator), permitNo is null ? null : $"sport-permit/{permitNo}");
        string? numbered = null;
        return order with
        {
            AlsoStreams = [AlsoRead(own, VenueOperatorType), .. permit is null ? [] : new[] { AlsoRead(permit, "sport_permit") }],
            DecideAmong = (state, context) =>
            {
                numbered = context.Histories[own].OfType<VenueOperatorNumbered>().FirstOrDefault()?.VenueNo;
                var facts = new AdmissionFacts(
                    @operator, permit is null ? null : PermitSnapshot.Fold(context.Histories[permit]), numbered);
                return VenueDecider.Decide(
                    command is EnterVenue enter ? enter with { Facts = facts } : ((ApproveVenueAct)command) with { Facts = facts }, state);
            },
            Follow = (_, events) => numbered is not null ? [] : events.OfType<VenueAdmitted>().Select(admitted => new StreamAppend(
                own, VenueOperatorType, [new VenueOperatorNumbered(admitted.VenueNo, WorkCalendar.DayOf(command.At))])),
        };
    }
}
