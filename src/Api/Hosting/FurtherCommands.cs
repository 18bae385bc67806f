using System.CommandLine;
using Api.Demo;
using Infrastructure.Cryptography;

namespace Api.Hosting;

/// <summary>Commands beside serving.</summary>
public static class FurtherCommands
{
    public static IReadOnlyList<Command> All =>
    [
        OfficerCommand.Create(),
        CertifyCommand.Create(),
        ResumeCommand.Create(),
        Proof.VerifyCommand.Create(),
        Rebuilding.RebuildCommandLine.Create(),
        Rebuilding.CompareCommand.Create(),
        Demo(),
    ];

    static Command Demo()
    {
        var service = new Option<string>("--service")
        {
            Description = "The running service.", DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var forms = new Option<string>("--forms") { Description = "Folder of sample forms.", DefaultValueFactory = _ => "demo/forms" };
        var journal = new Option<string?>("--journal") { Description = "File in which acknowledged commands are noted." };
        var command = new Command("demo", "Walk the sample forms through a year on a running service.");
        command.Options.Add(service);
        command.Options.Add(forms);
        command.Options.Add(journal);
        command.SetAction(async (parsed, _) =>
        {
            await using var notes = parsed.GetValue(journal) is { } path ? new StreamWriter(path, append: true) : null;
            await DemoRun.RunAsync(new Uri(parsed.GetValue(service)!), new Sm3(), parsed.GetValue(forms)!, Console.Out, notes);
            return 0;
        });
        return command;
    }
}
