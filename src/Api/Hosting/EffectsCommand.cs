using System.CommandLine;
using Infrastructure;
using Infrastructure.Database;
using Infrastructure.Effects;

namespace Api.Hosting;

/// <summary>effects hold, release, status: whether anything is sent to outside systems (OUT-14).</summary>
static class EffectsCommand
{
    public static Command Create()
    {
        var reason = new Option<string>("--reason") { Description = "Shown at the desk.", DefaultValueFactory = _ => "operator" };
        var hold = new Command("hold", "Send nothing to outside systems until it is released.") { TreatUnmatchedTokensAsErrors = false };
        hold.Options.Add(reason);
        hold.SetAction((parsed, cancellation) => RunAsync(
            parsed.UnmatchedTokens, (effects, stop) => effects.HoldAsync(parsed.GetValue(reason)!, stop), cancellation));

        var release = new Command("release", "Send again, from this database.") { TreatUnmatchedTokensAsErrors = false };
        release.SetAction((parsed, cancellation) =>
            RunAsync(parsed.UnmatchedTokens, (effects, stop) => effects.ReleaseAsync(stop), cancellation));

        var status = new Command("status", "Say whether effects are held.") { TreatUnmatchedTokensAsErrors = false };
        status.SetAction((parsed, cancellation) => RunAsync(parsed.UnmatchedTokens, (_, _) => Task.CompletedTask, cancellation));

        return new Command("effects", "Hold or release what is sent to outside systems, for example after a restore.")
        {
            Subcommands = { hold, release, status },
        };
    }

    static Task<int> RunAsync(
        IReadOnlyList<string> args, Func<EffectHold, CancellationToken, Task> act, CancellationToken cancellation) =>
        DatabaseCommands.WithDatabaseAsync(args, (settings, stop) => ActAsync(settings, act, stop), cancellation);

    static async Task<int> ActAsync(
        InfrastructureSettings settings, Func<EffectHold, CancellationToken, Task> act, CancellationToken cancellation)
    {
        await using var pools = new DatabaseConnections(settings.Database, settings.RoleSeed);
        var effects = new EffectHold(pools.Projector);
        await act(effects, cancellation);
        var now = await effects.CheckAsync(cancellation);
        await Console.Out.WriteLineAsync(now.Held ? $"Effects are held: {now.Reason}." : "Effects are sent.");
        return 0;
    }
}
