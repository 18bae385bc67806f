using Bench.Measuring;
using Bench.Rows;
using Bench.Server;

namespace Bench.Claims;

/// <param name="OfProcess">Processor time of the service, or the endpoint, for each answer in µs.</param>
/// <param name="OfServer">The same of PostgreSQL.</param>
public sealed record HalfReport(GeneratorReport Report, double OfProcess, double OfServer);

/// <summary>One half of a round over HTTP, and the count over the events afterwards.</summary>
public sealed class ClaimHalf(BenchRun run, BenchDatabase database, ClaimService service, Generator generator) : IDisposable
{
    /// <summary>More than either half gets answered.</summary>
    const int OursPerSecond = 15_000, BarePerSecond = 30_000;

    string? bareBodies;

    public int Connections { get; } = run.Scale.Cards < 1_000 ? 50 : 1_000;

    public async Task<HalfReport> BareAsync(BareEndpoint bare, LoadWindow window)
    {
        bareBodies ??= service.Bodies("BENCH-W0", Count(run.Scale.Window, BarePerSecond), _ => false);
        var half = await LoadAsync(bare.Address, BareEndpoint.Path, bare.ProcessId, window, bareBodies);
        var rows = await database.AskAsync("select count(*) from public.bare_rows", run.Cancellation);
        await database.AsOwnerAsync("truncate public.bare_rows", run.Cancellation);
        return rows == half.Report.Won && half.Report.Others.Count == 0
            ? half
            : throw new InvalidOperationException($"{rows} rows, and the endpoint answered {half}.");
    }

    /// <param name="scarce">Whether a claim of a number is for the batch with a single voucher.</param>
    public async Task<HalfReport> OursAsync(string programmeNo, LoadWindow window, Func<int, bool> scarce)
    {
        var bodies = service.Bodies(programmeNo, Count(window, OursPerSecond), scarce);
        try
        {
            var before = await database.AskAsync("select coalesce(max(seq_id), 0) from public.mt_events", run.Cancellation);
            var half = await LoadAsync(service.Address, ClaimService.Path, service.ProcessId, window, bodies);
            await RequireExactAsync(programmeNo, before, half.Report);
            return half;
        }
        finally
        {
            File.Delete(bodies);
        }
    }

    async Task RequireExactAsync(string programmeNo, long before, GeneratorReport report)
    {
        var of = $"from public.mt_events where seq_id > {before} and type = 'voucher_claimed' "
            + $"and stream_id like 'voucher-wallet/{programmeNo}/%'";
        var issued = await database.AskAsync($"select count(*) {of}", run.Cancellation);
        var persons = await database.AskAsync($"select count(distinct stream_id) {of}", run.Cancellation);
        var scarceOut = await database.AskAsync(
            $"select count(*) {of} and (data->>'batch')::int = {ClaimService.Scarce}", run.Cancellation);
        if (issued != report.Won || persons != issued || scarceOut > 1 || report.Others.Count > 0)
        {
            throw new InvalidOperationException(
                $"{issued} vouchers of {persons} persons, {scarceOut} of a stock of one, and the service answered {report} "
                + string.Join(", ", report.Others));
        }
    }

    async Task<HalfReport> LoadAsync(Uri address, string path, int process, LoadWindow window, string bodies)
    {
        await run.SettleAsync(database);
        var before = (Process: ProcessorTime.Of(process), Server: ProcessorTime.OfBackends(database.Name));
        var report = await generator.RunAsync(new GeneratorOrder(
            address, path, bodies, Connections, window.WarmUp.TotalSeconds, window.Measured.TotalSeconds));
        var (took, server) = (ProcessorTime.Of(process) - before.Process, ProcessorTime.OfBackends(database.Name) - before.Server);
        var answers = report.Won + report.SoldOut + report.Others.Values.Sum();
        return new(report, 1_000_000 * took / answers, 1_000_000 * server / answers);
    }

    static int Count(LoadWindow window, int perSecond) => (int)((window.WarmUp + window.Measured).TotalSeconds * perSecond);

    public void Dispose()
    {
        if (bareBodies is not null) File.Delete(bareBodies);
    }
}
