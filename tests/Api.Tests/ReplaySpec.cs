using Api.Hosting;

namespace Api.Tests;

/// <summary>What cannot be replayed is refused alike over HTTP and on the command line.</summary>
[Collection(OneService.Name)]
public sealed class ReplaySpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task versions_the_stream_does_not_have_are_named_and_version_0_tells_nothing()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var stream = $"sport-permit-case/{filed.CaseNo}";
        var whole = await bureau.GetAsync("auditor", "320508", $"/replay/{stream}");
        var last = (int)whole.Body!["version"]!;

        var beyond = await bureau.GetAsync("auditor", "320508", $"/replay/{stream}?version={last + 1}");
        Assert.Equal((404, "replay.version-beyond"), ((int)beyond.Status, beyond.Code));
        Assert.Equal($"The stream has {last} versions.", beyond.Body!["detail"]!.ToString());
        Assert.Equal((1, $"{stream}: The stream has {last} versions."), await SaysAsync(stream, "--version", $"{last + 1}"));

        var none = await bureau.GetAsync("auditor", "320508", $"/replay/{stream}?version=0");
        Assert.Equal((200, 0), ((int)none.Status, (int)none.Body!["version"]!));
        Assert.Equal((0, ""), await SaysAsync(stream, "--version", "0"));
        Assert.Equal((0, ""), await SaysAsync(stream, "--version", $"{last}"));
    }

    [Fact]
    public async Task streams_that_are_not_there_are_unknown()
    {
        var reply = await bureau.GetAsync("auditor", "320508", "/replay/nokind/x?version=3");
        Assert.Equal((404, "stream.unknown"), ((int)reply.Status, reply.Code));

        Assert.Equal((1, "nokind/x is not in the log."), await SaysAsync("nokind/x", "--version", "3"));
        var unnamed = await SaysAsync("nokind");
        Assert.Equal(1, unnamed.ExitCode);
        Assert.StartsWith("nokind names no stream", unnamed.Sentence, StringComparison.Ordinal);
        Assert.Equal((1, "--version is a whole number from 0."), await SaysAsync("nokind/x", "--version", "-1"));
    }

    async Task<(int ExitCode, string Sentence)> SaysAsync(params string[] args)
    {
        var console = Console.Error;
        await using var said = new StringWriter();
        Console.SetError(said);
        try
        {
            var code = await CommandLine.RunAsync(
                ["replay", .. args, $"--Regulation:Database={service.Database.OwnerConnectionString}"]);
            return (code, said.ToString().Trim());
        }
        finally
        {
            Console.SetError(console);
        }
    }
}
