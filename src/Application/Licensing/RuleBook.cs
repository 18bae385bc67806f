using Domain.Licensing;
using Domain.Kernel;
using Domain.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.Licensing;

/// <summary>The dated rules that operators have published, as the log knows them; remembered for a second like the calendar.</summary>
public sealed class RuleBook(IEventStore store, TimeProvider machineClock) : IDisposable
{
    readonly RememberedReading<Rules> rules = new(
        cancellation => ReadAsync(store, cancellation), WorkCalendars.Remembered, machineClock);

    /// <param name="Standards">Published editions before those that come with the program.</param>
    public sealed record Rules(SportStandards Standards, IReadOnlyList<CommitmentList> CommitmentLists)
    {
        /// <summary>What each matter asks, by these rules.</summary>
        public IReadOnlyList<IMatter> Matters => [new SportPermitMatter(Standards), new TrainingMatter(Training, Money.Zero)];

        /// <summary>Numbers of training institutions, district by district.</summary>
        public TrainingStandards Training { get; init; } = TrainingStandards.Published;
    }

    public static string StaffingStream(string sport) => $"staffing-minimum/{sport}";

    public static string CommitmentStream(string taskCode) => $"commitment-list/{taskCode}";

    public static string TrainingStream(string district) => $"training-rule/{district}";

    public static IReadOnlyList<string> TaskCodes { get; } = [.. ServiceItems.All.Select(item => item.TaskCode).Distinct()];

    public Task<Rules> CurrentAsync(CancellationToken cancellation) => rules.CurrentAsync(cancellation);

    /// <summary>After an edition was approved here, the next question is answered from the log.</summary>
    public void Forget() => rules.Forget();

    static async Task<Rules> ReadAsync(IEventStore store, CancellationToken cancellation)
    {
        var staffing = new List<StaffingMinimumProposed>();
        foreach (var sport in SportStandards.SportsByNumber)
            staffing.AddRange((await StateAsync(store, StaffingStream(sport), cancellation)).InOrder<StaffingMinimumProposed>());

        var lists = new List<CommitmentList>();
        foreach (var taskCode in TaskCodes)
        {
            var state = await StateAsync(store, CommitmentStream(taskCode), cancellation);
            lists.AddRange(state.InOrder<CommitmentListProposed>().Select(CommitmentList.Of));
        }

        var districts = new List<TrainingRuleProposed>();
        foreach (var region in Regions.All.Where(region => !region.IsRetired))
            districts.AddRange((await StateAsync(store, TrainingStream(region.Code), cancellation)).InOrder<TrainingRuleProposed>());

        return new Rules(SportStandards.Published.With(staffing), lists) { Training = TrainingStandards.Published.With(districts) };
    }

    static async Task<RuleEditions> StateAsync(IEventStore store, string stream, CancellationToken cancellation) =>
        (await store.ReadStreamAsync(stream, StreamLimit.None, cancellation)).Select(stored => stored.Data).OfType<RuleEditionEvent>()
            .Aggregate(RuleEditions.Initial, RuleEditionDecider.Evolve);

    public void Dispose() => rules.Dispose();
}
