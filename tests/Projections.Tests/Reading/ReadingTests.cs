using System.Diagnostics;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections.Audit;
using Projections.Licensing;
using Projections.Reading;
using Projections.SportPermits;
using Projections.Tests.Engine;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Reading;

/// <summary>A Gusu case on its way, a Wujiang case, thirty permits, an act of the city.</summary>
public sealed class ReadingTests(ReadingTests.Fed read) : IClassFixture<ReadingTests.Fed>
{
    const string Gusu = "320508";
    const string Wujiang = "320509";
    const long LastPosition = 200;

    public sealed class Fed : ReadModelsOnPostgres
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await FeedAllAsync(Log());
        }
    }

    [Theory]
    [InlineData(Gusu, true)]
    [InlineData(Wujiang, false)]
    [InlineData("320500", true)]
    public async Task a_case_is_seen_by_its_district_and_by_the_city(string district, bool seen)
    {
        var found = await new CaseQueries(read.Reads).FindAsync(CaseNo, ReadScope.Of(district), CancellationToken.None);

        Assert.Equal(seen, found.Value is not null);
        Assert.Equal(LastPosition, found.Position);
    }

    [Theory]
    [InlineData("case_page")]
    [InlineData("work_item")]
    [InlineData("audit_trail")]
    public async Task without_a_district_there_are_no_rows(string table)
    {
        await using var command = read.Reader.CreateCommand($"select count(*) from read.{table}_1");
        Assert.Equal(0L, await command.ExecuteScalarAsync());

        await using var projector = read.Projector.CreateCommand($"select count(*) from read.{table}_1");
        Assert.NotEqual(0L, await projector.ExecuteScalarAsync());
    }

    [Fact]
    public async Task the_districts_of_one_question_are_forgotten_before_the_next()
    {
        await new CaseQueries(read.Reads).FindAsync(CaseNo, ReadScope.Everything, CancellationToken.None);

        await without_a_district_there_are_no_rows("case_page");
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("320508,320509")]
    public void a_district_that_is_none_opens_nothing(string district) =>
        Assert.Throws<ArgumentException>(() => ReadScope.Of(district));

    [Fact]
    public async Task the_portal_finds_a_case_of_any_district_by_its_project_number()
    {
        var cases = new CaseQueries(read.Reads);

        Assert.Equal(CaseNo, (await cases.FindByProjectAsync("P1", CancellationToken.None)).Value!.CaseNo);
        Assert.Equal("OTHER", (await cases.LookUpAsync("P2", CancellationToken.None)).Value!.CaseNo);
        Assert.Null((await cases.LookUpAsync("P3", CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData(Gusu, null, null, null, new[] { CaseNo })]
    [InlineData("320500", null, null, null, new[] { "OTHER", CaseNo })]
    [InlineData("320500", "applicant", null, null, new[] { "OTHER" })]
    [InlineData("320500", null, "received", null, new[] { CaseNo })]
    [InlineData(Wujiang, "organ", null, null, new string[0])]
    [InlineData("320500", null, null, "nearing", new string[0])]
    public async Task the_queue_shows_the_open_cases_of_a_district_most_urgent_first(
        string district, string? turn, string? status, string? state, string[] expected)
    {
        var page = await QueueAsync(new(turn, status, state), district, Monday);

        Assert.Equal(expected, page.Items.Select(line => line.CaseNo));
        Assert.Equal(expected.Length, page.Total);
    }

    [Theory]
    [InlineData("nearing", 7, 2)]
    [InlineData("breached", 7, 0)]
    [InlineData("nearing", 8, 0)]
    [InlineData("breached", 8, 2)]
    public async Task a_limit_is_nearing_to_its_last_day_and_breached_the_day_after(string state, int day, int cases) =>
        Assert.Equal(cases, (await QueueAsync(new(null, null, state), "320500", new(2026, 4, day))).Total);

    [Fact]
    public async Task silence_speaks_on_the_day_after_the_last_and_not_before()
    {
        var deadlines = new OpenDeadlines(read.Reads);

        Assert.Empty((await deadlines.DueBeforeAsync(AcceptBy.LastDay, 10, CancellationToken.None)).Value);
        Assert.Equal(
            [("OTHER", AcceptBy.Kind), (CaseNo, AcceptBy.Kind)],
            (await deadlines.DueBeforeAsync(AcceptBy.LastDay.PlusDays(1), 10, CancellationToken.None)).Value
                .Select(row => (row.CaseNo, row.Kind)));
        Assert.Equal(["OTHER"], await deadlines.CasesAsync("OTHEQ", 1, CancellationToken.None));
    }

    [Fact]
    public async Task pages_of_the_register_hold_every_permit_once_in_one_order()
    {
        var numbers = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var found = await SearchAsync(new(null, null, null), [], new(page, 10));
            Assert.Equal(30, found.Total);
            numbers.AddRange(found.Items.Select(entry => entry.PermitNo));
        }

        Assert.Equal(30, numbers.Distinct().Count());
        Assert.Equal("SU-320509-2026-000029", numbers[0]);
    }

    [Theory]
    [InlineData("SU-320509", null, null, 15)]
    [InlineData(null, Wujiang, null, 15)]
    [InlineData(null, null, "CLIMB", 10)]
    [InlineData(null, Wujiang, "CLIMB", 5)]
    [InlineData(null, null, "CLIM", 0)]
    [InlineData("320509", null, null, 0)]
    [InlineData("%", null, null, 0)]
    public async Task the_register_is_searched_by_number_district_and_sport(
        string? words, string? district, string? sport, int hits) =>
        Assert.Equal(hits, (await SearchAsync(new(words, district, sport), [], new(1, 5))).Total);

    [Fact]
    public async Task names_found_in_the_vault_are_hits_whether_holder_or_venue()
    {
        var found = await SearchAsync(new("澄体", null, null), [Document(1003), Document(1008)], new(1, 10));

        Assert.Equal(
            ["SU-320509-2026-000001", "SU-320508-2026-000004"], found.Items.Select(e => e.PermitNo).OrderDescending());
    }

    [Fact]
    public async Task documents_of_no_permit_are_no_names_of_the_register()
    {
        var published = await new RegisterQueries(read.Reads)
            .PublishedAsync([Document(3), Document(1003), Document(1008)], 10, CancellationToken.None);

        Assert.Equal([Document(1008), Document(1003)], published);
    }

    [Fact]
    public async Task the_audit_trail_answers_who_what_where_and_when()
    {
        var trail = new AuditTrailQueries(read.Reads);
        async Task<long> Hits(AuditSearch search, string district) =>
            (await trail.SearchAsync(search, ReadScope.Of(district), new(1, 1), CancellationToken.None)).Value.Total;

        Assert.Equal(32, await Hits(new(null, null, CaseNo, null, null), Gusu));
        Assert.Equal(2, await Hits(new("p-operator", null, null, null, null), "320500"));
        Assert.Equal(0, await Hits(new("p-operator", null, null, null, null), Gusu));
        Assert.Equal(1, await Hits(new(null, "sport-permit/SU-320508-2026-000028", null, null, null), Gusu));
        Assert.Equal(2, await Hits(new(null, CaseStream, null, Monday, Monday), Gusu));
        Assert.Equal(0, await Hits(new(null, CaseStream, null, Monday.PlusDays(1), null), Gusu));
    }

    [Fact]
    public async Task a_newer_edition_of_a_year_is_the_calendar_and_the_older_stays_listed()
    {
        var calendars = new CalendarQueries(read.Reads);

        Assert.Equal(
            ["2026-1", "2026-0"],
            (await calendars.AllAsync(CancellationToken.None)).Value.Select(row => row.Edition.Edition));
        Assert.False((await calendars.NewestAsync(CancellationToken.None)).IsWorkday(new(2026, 4, 6)));
    }

    [Fact]
    public async Task the_gate_opens_once_the_slowest_read_model_has_come_to_the_position()
    {
        var gate = new ReadGate(read.Reads);
        var wait = gate.WaitAsync(LastPosition + 5, [ReadModels.Projects, ReadModels.Register], CancellationToken.None);
        await read.MoveAsync(ReadModels.Projects.Name, LastPosition + 9);
        await Task.Delay(100);
        Assert.False(wait.IsCompleted);

        await read.MoveAsync(ReadModels.Register.Name, LastPosition + 7);

        Assert.Equal(new Passage(LastPosition + 5, LastPosition + 7), await wait);
    }

    [Fact]
    public async Task the_gate_gives_up_after_its_patience_and_says_how_far_it_came()
    {
        var watch = Stopwatch.StartNew();

        var passage = await new ReadGate(read.Reads).WaitAsync(1_000_000, [ReadModels.Calendars], CancellationToken.None);

        Assert.False(passage.Open);
        Assert.Equal(LastPosition, passage.Reached);
        Assert.InRange(watch.Elapsed, ReadGate.Patience * 0.9, ReadGate.Patience * 10);
    }

    async Task<Page<WorkQueueLine>> QueueAsync(WorkQueueSearch search, string district, LocalDate today) =>
        (await new WorkQueueQueries(read.Reads)
            .ListAsync(search, ReadScope.Of(district), Calendar, today, new(1, 10), CancellationToken.None)).Value;

    async Task<Page<RegisterEntry>> SearchAsync(
        RegisterSearch search, Domain.Identity.DocumentId[] documents, PageRequest page) =>
        (await new RegisterQueries(read.Reads).SearchAsync(search, documents, page, Monday, CancellationToken.None)).Value;

    static IReadOnlyList<StoredEvent> Log() =>
    [
        .. Recorded.Of(CaseStream, [On(Monday, Received([M01])), On(Monday, Delivered(M01))]),
        .. Recorded.Of("sport-permit-case/OTHER",
            [On(Monday, Received([M02], organ: Wujiang, projectNo: "P2"))], after: 10,
            headers: Recorded.Headers("portal", Wujiang)),
        .. Enumerable.Range(0, 30).SelectMany(number => Permit(number)),
        .. Recorded.Of("calendar/2026",
            [On(Monday, Edition("2026-0")), On(Monday, Edition("2026-1", new LocalDate(2026, 4, 6)))], after: LastPosition - 2,
            headers: Recorded.Headers("operator", "320500")),
    ];

    static IReadOnlyList<StoredEvent> Permit(int number)
    {
        var district = number % 2 == 0 ? Gusu : Wujiang;
        var permitNo = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"SU-{district}-2026-{number:D6}");
        return Recorded.Of(
            $"sport-permit/{permitNo}",
            [On(Monday, Opened(
                permitNo, district, 1000 + (number * 2), Monday.PlusDays(number), number % 3 == 0 ? ["SWIM", "CLIMB"] : ["SWIM"]))],
            after: 20 + number);
    }

    static Domain.Licensing.CalendarEditionPublished Edition(string edition, params LocalDate[] off) =>
        new(2026, edition, edition == "2026-0", off, [], "test", Basis);
}
