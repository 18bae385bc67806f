using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Application;
using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Faults.Tests;

/// <summary>Histories as the decider makes them, in five kinds that all come to an end, written straight into the log.</summary>
static class ManyCases
{
    static readonly CaseRules Rules = new(
        new WorkCalendar(BuiltInCalendars.Editions), ServiceItems.All, [SportPermitMatter.Published]);
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly Actor Portal = new(new PersonRef("app:portal"), "portal", "320500");
    static readonly string[] Codes = ["M01", "M02", "M03", "M04", "M05"];

    public static string CaseNo(int number) => string.Create(CultureInfo.InvariantCulture, $"SPC-20260302-{number:X8}");

    public static string ProjectNo(int number) => string.Create(CultureInfo.InvariantCulture, $"3205SP{number}");

    public static async Task WriteAsync(IEventStore store, int from, int count)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, cancellation) => await WriteOneAsync(store, number, cancellation));
    }

    static async Task WriteOneAsync(IEventStore store, int number, CancellationToken cancellation)
    {
        var state = LicensingCase.Initial;
        foreach (var command in Story(number))
        {
            var answer = (Answer<LicensingCaseEvent>.Accepted)LicensingCaseDecider.Decide(command, state, Rules);
            var stream = CaseCommands.StreamOf(CaseNo(number));
            var key = $"{number}/{command.GetType().Name}/{command.At}/{(command as DeliverMaterial)?.MaterialCode}";
            await store.WriteAsync(
                new Write<object?>
                {
                    Command = new CommandId("test", key, SHA256.HashData(Encoding.UTF8.GetBytes(key))),
                    Stream = stream,
                    StreamType = CaseStreams.TypeOf(CaseNo(number)),
                    Initial = null,
                    Evolve = (unused, _) => unused,
                    Decide = (_, _) => new Decision.Accept(
                        [new StreamAppend(stream, CaseStreams.TypeOf(CaseNo(number)), [.. answer.Events])]),
                    Metadata = EventMetadataOf.Act(command.Actor, command.At, $"test/{key}", null),
                },
                cancellation);
            state = answer.Events.Aggregate(state, LicensingCaseDecider.Evolve);
        }
    }

    static IReadOnlyList<LicensingCaseCommand> Story(int number) => (number % 5) switch
    {
        0 => [Filing(number), .. Delivered(), Acceptance, Check, Review, Grant(number), Delivery],
        1 => [Filing(number), Withdrawal(4)],
        2 => [Filing(number), Notice, Withdrawal(5)],
        3 => [Filing(number), .. Delivered(), Acceptance, Withdrawal(6)],
        _ => [Filing(number), Delivered().First(), Withdrawal(3)],
    };

    static readonly AcceptApplication Acceptance = new(Officer("clerk"), On(4), "SL-1");

    static readonly RequestCorrection Notice = new(Officer("clerk"), On(3), "BZ-1", [], null);

    static readonly RecordSiteCheck Check = new(
        Officer("inspector"), On(10), Monday.PlusDays(8), [new PersonRef("p-inspector"), new PersonRef("p-second")], true, Text(20), []);

    static readonly CompleteReview Review = new(Officer("reviewer"), On(11), "grant", Text(21));

    static readonly DeliverDecision Delivery = new(Officer("clerk"), On(13), "electronic", Monday.PlusDays(11), null);

    static GrantPermit Grant(int number) =>
        new(Officer("approver"), On(12), string.Create(CultureInfo.InvariantCulture, $"SU-{number}"), null);

    static WithdrawApplication Withdrawal(int day) => new(Portal, On(day), null);

    static IEnumerable<DeliverMaterial> Delivered() =>
        Codes.Select(code => new DeliverMaterial(Portal, On(2), code, new FileId(Guid.NewGuid()), Sm3(code), 588, "application/pdf"));

    static ReceiveApplication Filing(int number) => new(
        Portal, On(2), ProjectNo(number), HighRiskSportItem.TaskCode, "1", "1", "320508", new PersonRef("p-applicant"), "enterprise",
        Text(1), new PersonRef("p-head"), null, Text(2), Sm3("F"), "3", On(2), Reading);

    static readonly FormReading Reading = new(
        new SportPermitFacts(
            new VenueFacts(Text(10), "320508", null, null, "own", new LocalDate(2034, 3, 2)), "year-round",
            [new SportFacts("SWIM", true, 2, [new PoolFacts(1, 250m, 1.8m, true)])],
            [Staff(1, "lifeguard"), Staff(2, "lifeguard"), Staff(3, "lifeguard"), Staff(4, "instructor"), Staff(5, "water-quality")],
            SportStandards.Published.SafetySystems, new FacilityStatement("test-report", Monday.PlusDays(-20)), CommitmentPath: false),
        [.. Codes.Select(code => new DeclaredMaterial(code, Text(30), "application/pdf", 588, Sm3(code), "B"))], [], []);

    static StaffFacts Staff(int number, string role) => new(
        new PersonRef($"p-staff-{number}"), role, "SWIM", "skill-level", new LocalDate(2028, 6, 30), new LocalDate(2026, 12, 31), true);

    static Actor Officer(string role) => new(new PersonRef($"p-{role}"), role, "320508");

    static Instant On(int day) => WorkCalendar.StartOf(new LocalDate(2026, 3, day)) + Duration.FromHours(9);

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, new byte[8]));

    static string Sm3(string of) => of.ToLowerInvariant().PadRight(64, '0');
}
