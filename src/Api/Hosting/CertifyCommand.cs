using System.CommandLine;
using EventStore.Certification;
using Infrastructure;
using Infrastructure.Database;

namespace Api.Hosting;

/// <summary>certify: whether every reader of the log was offered every event, recomputed from the event table (LOG-6).</summary>
static class CertifyCommand
{
    const int Faulty = 2;

    public static Command Create()
    {
        var name = new Argument<string?>("reader")
        {
            Description = "A read model or policy, as its checkpoint is named; all unless told.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("certify", "Check that no reader of the log has skipped an event; exit code 2 where one has.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.Arguments.Add(name);
        command.SetAction((parsed, cancellation) => DatabaseCommands.WithDatabaseAsync(
            parsed.UnmatchedTokens, (settings, stop) => RunAsync(settings, parsed.GetValue(name), stop), cancellation));
        return command;
    }

    static async Task<int> RunAsync(InfrastructureSettings settings, string? name, CancellationToken cancellation)
    {
        await using var pools = new DatabaseConnections(settings.Database, settings.RoleSeed);
        var report = await new LogCertifier(pools.Reader).CheckAsync(name, cancellation);
        if (name is not null && report.Readers.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No reader of the log is called {name}.");
            return 1;
        }

        await Console.Out.WriteAsync(Text(report));
        return report.Holds ? 0 : Faulty;
    }

    public static string Text(CertificationReport report)
    {
        var lines = report.Readers.Select(reader =>
        {
            var since = reader.Since == 0 ? "" : $" behind {reader.Since}";
            var state = $"{reader.Reader}: {reader.Offered} events{since} up to {reader.Position} of {report.LogEnd}, "
                + $"{reader.Certificates} certificates: ";
            return reader.Faults.Count == 0
                ? $"{state}nothing skipped\n"
                : $"{state}FAULT\n{string.Concat(reader.Faults.Select(fault => $"  {fault}\n"))}";
        });
        return string.Concat(lines) + (report.Holds ? "Every certificate holds.\n" : "NOT every certificate holds.\n");
    }
}
