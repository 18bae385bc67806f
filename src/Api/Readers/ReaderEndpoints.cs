using Api.Http;
using Api.Identity;
using Application.Readers;
using EventStore;
using EventStore.Certification;
using EventStore.Subscriptions;
using Infrastructure.Database;

namespace Api.Readers;

/// <summary>Readers of the log as operators and auditors see them: where they stand, what they skipped, the word to go on.</summary>
public static class ReaderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var readers = routes.MapGroup("/readers").WithTags("readers");
        readers.MapGet("", ListAsync).WithName("GetReaders").Admit(Roles.Operator, Roles.Auditor);
        readers.MapGet("/certification", CertifyAsync).WithName("CertifyReaders").Admit(Roles.Operator, Roles.Auditor);
        readers.MapPost("/{name}/resume", ResumeAsync).WithName("ResumeReader").Admit(Roles.Operator);
    }

    public static void AddReaders(this IServiceCollection services)
    {
        services.AddSingleton(provider => new StoppedReaders(provider.GetRequiredService<DatabaseConnections>().Projector));
        services.AddSingleton(provider => new LogCertifier(provider.GetRequiredService<DatabaseConnections>().Reader));
        services.AddSingleton<ReaderOrders>();
        services.AddSingleton<CertificationPlace>();
    }

    /// <param name="Lag">Numbers behind the end of the log.</param>
    /// <param name="WaitingSeconds">How long this node has known of the oldest event that is not taken yet.</param>
    /// <param name="Offered">Events offered since <paramref name="CertifiedSince"/>; with <paramref name="Chain"/> the certificate.</param>
    public sealed record Reader(
        string Name, long Position, long Lag, double WaitingSeconds, long Offered, string Chain, long CertifiedSince, string? Error,
        PoisonedEvent? StoppedAt);

    public sealed record Fault(FaultKind Kind, long After, long UpTo, long Offered, long InTheLog, long? Event, string Text);

    public sealed record Certified(
        string Name, long CertifiedSince, long Position, long Offered, int Certificates, IReadOnlyList<Fault> Faults);

    public sealed record Certification(bool Holds, long LogEnd, IReadOnlyList<Certified> Readers);

    /// <summary>A check reads the whole log once: one at a time on a node.</summary>
    public sealed class CertificationPlace : IDisposable
    {
        readonly SemaphoreSlim place = new(1);

        public Task<bool> TakeAsync() => place.WaitAsync(TimeSpan.Zero);

        public void Leave() => place.Release();

        public void Dispose() => place.Dispose();
    }

    static async Task<IResult> ListAsync(HttpContext http, SubscriptionRunner subscriptions)
    {
        var all = await subscriptions.StatusAsync(http.RequestAborted);
        return WireJson.Answer(all.Select(Show).OrderBy(reader => reader.Name, StringComparer.Ordinal));
    }

    static async Task<IResult> CertifyAsync(HttpContext http, LogCertifier certifier, CertificationPlace place)
    {
        var query = new QueryValues(http.Request.Query);
        var name = query.Text("reader", 200);
        if (query.Problem is { } unreadable) return unreadable;
        if (!await place.TakeAsync()) return Problems.CertificationBusy;

        try
        {
            var report = await certifier.CheckAsync(name, http.RequestAborted);
            return name is not null && report.Readers.Count == 0 ? Problems.NotFound("reader.unknown") : WireJson.Answer(Show(report));
        }
        finally
        {
            place.Leave();
        }
    }

    static async Task<IResult> ResumeAsync(
        HttpContext http, string name, SubscriptionRunner subscriptions, ReaderOrders orders, KnownKeys keys)
    {
        var (call, problem) = await keys.ReadAsync(http);
        if (call is null) return problem!;
        if (call.Body.Close() is { } fault) return Problem.From(fault);
        if (!subscriptions.Names.Contains(name)) return Problems.NotFound("reader.unknown");

        // A reader that runs is left alone, and nothing is recorded.
        if (await FindAsync() is { ErrorPosition: { } position })
        {
            var result = await orders.ResumeAsync(Caller.Of(http).Actor, call.Id, name, position, http.RequestAborted);
            if (result is WriteResult.KeyReused) return Problems.KeyReused;
            if (result is WriteResult.Committed done) CommandAnswers.SetPosition(http, done.Position);
        }

        return WireJson.Answer(Show(await FindAsync()));

        async Task<SubscriptionStatus> FindAsync() =>
            (await subscriptions.StatusAsync(http.RequestAborted)).Single(status => status.Name == name);
    }

    static Reader Show(SubscriptionStatus status) => new(
        status.Name, status.Position, status.Lag, Math.Round(status.Waiting.TotalSeconds, 3), status.Certificate.Offered,
        status.Certificate.Chain, status.CertifiedSince, status.Error, status.Poison);

    static Certification Show(CertificationReport report) => new(
        report.Holds, report.LogEnd,
        [
            .. report.Readers.Select(reader => new Certified(
                reader.Reader, reader.Since, reader.Position, reader.Offered, reader.Certificates,
                [
                    .. reader.Faults.Select(fault => new Fault(
                        fault.Kind, fault.After, fault.UpTo, fault.Offered, fault.InTheLog, fault.Sequence, fault.ToString())),
                ])),
        ]);
}
