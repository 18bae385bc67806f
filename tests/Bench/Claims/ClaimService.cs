using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Application;
using Application.Subsidies;
using Bench.Server;
using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using Infrastructure.Clock;
using Infrastructure.Cryptography;
using Infrastructure.Vault;
using NodaTime;

namespace Bench.Claims;

/// <summary>The service as it is delivered, in a process of its own, with a programme for each half of a round.</summary>
/// <remarks>Nothing of it is set otherwise than by default but what one caller may send in a second: here one sends everything.</remarks>
public sealed class ClaimService : IAsyncDisposable
{
    public const string Path = "/vouchers/claims";

    /// <summary>A programme's batches: one that nobody can empty, and one with a single voucher.</summary>
    public const int Plenty = 1, Scarce = 2;

    const int Stock = 2_000_000;
    const string FundNo = "2026-BENCH";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly Instant May = Instant.FromUtc(2026, 5, 11, 1, 0);
    static readonly Instant Opens = Instant.FromUtc(2026, 6, 1, 2, 0);
    static readonly Money Face = new(5_000);
    static readonly Money Budget = Face * (Stock + 1);

    readonly string masterKey;
    readonly string data = Directory.CreateTempSubdirectory("regulation-bench-").FullName;
    readonly BenchDatabase database;
    Process? service;

    ClaimService(BenchDatabase database, string masterKey)
    {
        (this.database, this.masterKey) = (database, masterKey);
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        Tickets = new Tickets(new SubsidyKeys(MasterKey.FromHex(masterKey)), new Sm3());
    }

    public Uri Address { get; }

    public int ProcessId => service!.Id;

    /// <summary>As the service makes them, with its key.</summary>
    public Tickets Tickets { get; }

    /// <param name="programmes">Numbers of those that are to be running.</param>
    public static async Task<ClaimService> StartAsync(
        BenchDatabase database, IReadOnlyList<string> programmes, CancellationToken cancellation)
    {
        var service = new ClaimService(database, RandomNumberGenerator.GetHexString(2 * MasterKey.Size, lowercase: true));
        try
        {
            await service.StartAsync(cancellation);
            await service.ApproveAsync(programmes, cancellation);
            await new BusinessClock(database.Bare, movable: true, SystemClock.Instance).SetAsync(Opens, cancellation);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    async Task StartAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", "exec dotnet \"$1\" serve --urls \"$2\" >\"$3\" 2>&1", "sh", Program(), Address.ToString().TrimEnd('/'), Log])
        {
            RedirectStandardInput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Regulation__Database"] = database.OwnerConnectionString;
        start.Environment["Regulation__Data"] = data;
        start.Environment["Regulation__VaultMasterKey"] = masterKey;
        start.Environment["Regulation__Supervised"] = "1";
        start.Environment["Regulation__RequestsPerSecond"] = "1000000";
        start.Environment["Regulation__RequestBurst"] = "1000000";
        service = Process.Start(start)!;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); !await IsReadyAsync(); await Task.Delay(100, cancellation))
        {
            if (service.HasExited || waited.Elapsed > Patience)
                throw new InvalidOperationException($"The service is not ready: {await File.ReadAllTextAsync(Log, cancellation)}");
        }

        async Task<bool> IsReadyAsync()
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "/health/ready"), cancellation);
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    /// <summary>By the commands that the endpoints run.</summary>
    async Task ApproveAsync(IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        var streams = new StreamCommands(database.Store(EventCatalogue.Types));
        var funds = new FundCommands(streams);
        var programmes = new ProgrammeCommands(streams, new DrawSecrets(new SubsidyKeys(MasterKey.FromHex(masterKey)), new Sm3()));
        var maker = new Actor(new PersonRef("p-bench-maker"), "finance-maker", Regions);
        var checker = new Actor(new PersonRef("p-bench-checker"), "finance-checker", Regions);
        var all = Budget * numbers.Count;
        Done(await funds.RunAsync(FundNo, Id("enter"), new EnterAppropriation(
            maker, May, FundNo, 2026, FundSource.LotteryWelfare, Regions, "苏财教〔2026〕12号", "BENCH", all), cancellation));
        Done(await funds.ApproveAsync(FundNo, Id("approve"), checker, May, 0, all, cancellation));
        foreach (var number in numbers)
        {
            Done(await programmes.ProposeAsync(
                Id($"propose/{number}"), new ProposeTerms(maker, May, number, FundNo, 0, new LocalDate(2026, 6, 1), Terms, Budget),
                cancellation));
            Done(await programmes.ApproveAsync(
                number, Id($"approve/{number}"), new ApproveTerms(
                    checker, May, 1, new FairCompetitionReview("苏体公审〔2026〕5号", new LocalDate(2026, 5, 6), "compliant")), cancellation));
        }

        static CommandId Id(string key) => new("bench", key, SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

        static void Done(CommandResult result)
        {
            if (result is not CommandResult.Done) throw new InvalidOperationException($"The programme does not run: {result}.");
        }
    }

    const string Regions = "320500";

    public static ProgrammeTerms Terms { get; } = new(
        "苏州体育惠民消费券", Regions, new LocalDate(2026, 6, 1), new LocalDate(2026, 6, 30), [], [],
        [new VoucherKind("V50", Face, new Money(10_000), 100, false, 0, 0)],
        [Plan(Plenty, Stock), Plan(Scarce, 1)],
        new ClaimRules([new ClaimLimit(LimitWindow.Batch, 1, null), new ClaimLimit(LimitWindow.Week, 3, null)], 3, false),
        new UseRules([], null, null, 1), new EligibilityRules(null, null, 60, [], false), RecyclePolicy.SameBatch, RefundPolicy.Restore,
        null);

    static BatchPlan Plan(int number, int stock) => new(
        number, "V50", IssueMode.Drop, Opens, Instant.FromUtc(2026, 6, 29, 14, 0), null, stock, 0, 0, null, 7, null);

    /// <summary>Tickets of persons nobody else has, as the bodies of claims, one a line.</summary>
    /// <param name="count">How many.</param>
    /// <param name="scarce">Whether the ticket of a number is for the scarce batch.</param>
    public string Bodies(string programmeNo, int count, Func<int, bool> scarce)
    {
        var file = System.IO.Path.Combine(data, $"{programmeNo}-{Guid.NewGuid():N}.bodies");
        using var lines = new StreamWriter(file, append: false, System.Text.Encoding.ASCII, 1 << 16);
        var holder = Convert.ToHexStringLower(Sm3.HashData("bench"u8));
        var claimant = new ClaimantFacts(new LocalDate(1990, 1, 1), "320508", [], false, false, false, null);
        for (var number = 0; number < count; number++)
        {
            var ticket = Tickets.Make(
                programmeNo, Terms.Batch(scarce(number) ? Scarce : Plenty)!, 1, new PersonRef($"p-{Guid.NewGuid():N}"), holder, "app",
                claimant, Terms, Opens);
            lines.Write("{\"ticket\":\"");
            lines.Write(Tickets.Seal(ticket));
            lines.WriteLine("\",\"secret\":\"bench\"}");
        }

        return file;
    }

    string Log => System.IO.Path.Combine(data, "service.log");

    static string Program()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return System.IO.Path.Combine(Checkout.Find(), "src/Api/bin", configuration, "net10.0/Regulation.dll");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            if (!service.HasExited) service.Kill();
            await service.WaitForExitAsync();
            service.Dispose();
        }

        Directory.Delete(data, recursive: true);
    }
}
