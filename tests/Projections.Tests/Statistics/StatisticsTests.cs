using Domain.Licensing;
using NodaTime;
using Projections.Reading;
using Projections.Statistics;
using Projections.Tests.Engine;

namespace Projections.Tests.Statistics;

/// <summary>specs/statistics.md: what the read model says against a plain loop over the events, for histories from a seed.</summary>
public sealed class StatisticsTests(StatisticsTests.Histories histories) : IClassFixture<StatisticsTests.Histories>
{
    static readonly string[][] Groupings =
        [[], ["month"], ["district"], ["item"], ["applyType"], ["district", "month"], ["item", "district", "month", "applyType"]];

    static readonly StatisticsQuestion[] Questions =
    [
        Ask(new(2023, 1), new(2032, 12)),
        Ask(new(2026, 1), new(2026, 1)),
        Ask(new(2024, 2), new(2024, 2)),
        Ask(new(2025, 12), new(2026, 6)) with { District = "320508" },
        Ask(new(2025, 11), new(2026, 12)) with { Item = "ITEM-PLAIN" },
        Ask(new(2025, 11), new(2026, 12)) with { ApplyType = "3" },
        Ask(new(2000, 1), new(2000, 2)),
    ];

    public static TheoryData<int, int> All()
    {
        var all = new TheoryData<int, int>();
        for (var question = 0; question < Questions.Length; question++)
        {
            for (var grouping = 0; grouping < Groupings.Length; grouping++) all.Add(question, grouping);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task every_figure_is_what_a_plain_loop_counts(int question, int grouping)
    {
        var asked = Questions[question] with { GroupBy = Groupings[grouping] };
        var table = await histories.AskAsync(asked);
        var expected = new PlainCount(histories.Calendar, asked).Count(histories.Log);

        Assert.Equal(
            expected.Groups.Order(StringComparer.Ordinal),
            table.Rows.Select(row => PlainCount.KeyOf(asked.GroupBy.Select(group => row.Keys[group]))).Order(StringComparer.Ordinal));
        foreach (var row in table.Rows.Append(table.Total))
        {
            var group = row == table.Total ? "" : PlainCount.KeyOf(asked.GroupBy.Select(key => row.Keys[key]));
            Assert.All(Figure.All, figure => Assert.Equal(
                $"{group} {figure.Name} {expected.FigureOf(group, figure.Name)}", $"{group} {figure.Name} {row.Figures[figure.Name]}"));
            Assert.All(Span.All, span => AssertLengths(expected.LengthsOf(group, span.Name), row.Spans[span.Name]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task the_rows_add_up_to_the_total(int question, int grouping)
    {
        if (Groupings[grouping].Length == 0) return;
        var table = await histories.AskAsync(Questions[question] with { GroupBy = Groupings[grouping] });

        Assert.All(Figure.All, figure => Assert.Equal(
            table.Total.Figures[figure.Name], table.Rows.Sum(row => row.Figures[figure.Name])));
    }

    [Fact]
    public async Task every_figure_can_be_followed_to_its_cases()
    {
        var total = (await histories.AskAsync(Questions[0])).Total;
        foreach (var figure in Figure.All)
        {
            var cases = await histories.Queries.CasesAsync(
                Questions[0], figure, ReadScope.Everything, histories.Calendar, new PageRequest(1, 100), CancellationToken.None);

            Assert.Equal(total.Figures[figure.Name], cases.Value.Total);
            Assert.Equal(Math.Min(total.Figures[figure.Name], 100), cases.Value.Items.Count);
        }
    }

    [Fact]
    public async Task the_histories_reach_every_figure() =>
        Assert.All((await histories.AskAsync(Questions[0])).Total.Figures, figure => Assert.True(figure.Value > 0, figure.Key));

    [Fact]
    public async Task a_district_counts_its_own_cases_and_the_city_all()
    {
        async Task<long> ReceivedAsync(string district) =>
            (await histories.Queries.AskAsync(Questions[0], ReadScope.Of(district), histories.Calendar, CancellationToken.None))
            .Value.Total.Figures["received"];

        long[] districts = [await ReceivedAsync("320505"), await ReceivedAsync("320508"), await ReceivedAsync("320509")];

        Assert.Equal(await ReceivedAsync("320500"), districts.Sum());
        Assert.DoesNotContain(0, districts);
        Assert.Equal(0, await ReceivedAsync("320585"));
    }

    [Fact]
    public void a_length_across_a_year_without_an_edition_is_not_known()
    {
        var days = NumberedDay.Of(new WorkCalendar(BuiltInCalendars.Editions.Where(edition => edition.Year != 2025)));

        Assert.Equal(2, days.Select(day => day.Stretch).Distinct().Count());
        Assert.NotEqual(
            days.Single(day => day.Day == new LocalDate(2024, 12, 31)).Stretch,
            days.Single(day => day.Day == new LocalDate(2026, 1, 1)).Stretch);
    }

    static void AssertLengths(IReadOnlyList<int> expected, SpanFigures found)
    {
        Assert.Equal(expected.Count, found.Cases);
        Assert.Equal(
            expected.Count == 0 ? null : Math.Round((decimal)expected.Sum() / expected.Count, 2, MidpointRounding.AwayFromZero),
            found.Average);
        int[] sorted = [.. expected.Order()];
        var half = sorted.Length / 2;
        Assert.Equal(
            sorted.Length == 0 ? null : sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2m, found.Median);
    }

    static StatisticsQuestion Ask(YearMonth from, YearMonth to) => new(from, to, null, null, null, []);

    /// <summary>Six hundred cases of one seed, fed in batches as the subscription would.</summary>
    public sealed class Histories : ReadModelsOnPostgres
    {
        public WorkCalendar Calendar { get; } = new(BuiltInCalendars.Editions);

        public IReadOnlyList<EventStore.StoredEvent> Log { get; private set; } = [];

        public StatisticsQueries Queries { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Log = new RandomHistories(new Random(20260302), Calendar).Cases(600);
            await FeedAsync(ReadModels.CaseFigures, [.. Log.Chunk(97)]);
            Queries = new StatisticsQueries(Reads);
        }

        public async Task<StatisticsTable> AskAsync(StatisticsQuestion question) =>
            (await Queries.AskAsync(question, ReadScope.Everything, Calendar, CancellationToken.None)).Value;
    }
}
