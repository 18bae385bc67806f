using System.Security.Cryptography;
using Application.Effects;
using Application.Ports;
using EventStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Infrastructure.Effects;

/// <summary>Sends to one counterpart what is due: several cases at once, each of them by one sender and in order.</summary>
/// <remarks>Any number of nodes may run one. While nobody answers, one case at a time is tried, more and more rarely.</remarks>
public sealed partial class EffectSender(
    CounterpartSettings settings, IEffects effects, EffectHold hold, LaneSender sender, Silence silence, EffectSignal signal,
    ILogger<EffectSender> log) : BackgroundService
{
    static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim slots = new(settings.Parallel, settings.Parallel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) when (IsPassing(failure))
            {
                Skipped(log, NameOf(failure));
                await Task.Delay(AfterTrouble, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What is under way ends with the stop; what it was doing is found by its lease.
        for (var place = 0; place < settings.Parallel; place++) await slots.WaitAsync(CancellationToken.None);
    }

    async Task TakeAsync(CancellationToken stop)
    {
        await slots.WaitAsync(stop);
        slots.Release();
        var pause = silence.Pause(settings.Rules, Jitter());
        var most = pause is null ? slots.CurrentCount : slots.CurrentCount == settings.Parallel ? 1 : 0;
        if (pause is { } longer && most > 0) await Task.Delay(longer, stop);

        var held = (await hold.CheckAsync(stop)).Held;
        var lanes = held || most == 0 ? [] : await effects.TakeAsync(most, stop);
        foreach (var lane in lanes)
        {
            await slots.WaitAsync(stop);
            _ = SendAsync(lane, stop);
        }

        if (lanes.Count == 0) await signal.WaitAsync(Idle, stop);
    }

    async Task SendAsync(EffectLane lane, CancellationToken stop)
    {
        try
        {
            await sender.SendAsync(lane, Jitter, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The lease ends by itself, and the row goes out again under its guid.
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            Skipped(log, NameOf(failure));
        }
        catch (Exception failure)
        {
            // A case that cannot be told must not end the others; its lease comes round again.
            Failed(log, lane.CaseNo, failure.GetType().Name);
        }
        finally
        {
            slots.Release();
        }
    }

    static double Jitter() => RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000.0;

    static bool IsPassing(Exception failure) =>
        failure is NpgsqlException or TimeoutException or IOException or OutcomeUnknownException;

    static string NameOf(Exception failure) =>
        failure is PostgresException server ? $"{nameof(PostgresException)} {server.SqlState}" : failure.GetType().Name;

    public override void Dispose()
    {
        slots.Dispose();
        base.Dispose();
    }

    [LoggerMessage(1, LogLevel.Warning, "Sending skipped a round: {Failure}")]
    static partial void Skipped(ILogger log, string failure);

    [LoggerMessage(2, LogLevel.Error, "Case {CaseNo} cannot be told outside: {Failure}")]
    static partial void Failed(ILogger log, string caseNo, string failure);
}
