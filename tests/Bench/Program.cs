using System.CommandLine;
using Bench;
using Bench.Claims;
using Bench.Measuring;
using Bench.Rows;
using Bench.Server;

var quick = new Option<bool>("--quick") { Description = "All rows, smaller, in less than three minutes." };
var only = new Option<string[]>("--only")
{
    Description = "Ids of the rows to measure, for example --only 1 4; see --list.", AllowMultipleArgumentsPerToken = true,
};
var list = new Option<bool>("--list") { Description = "Names the rows and measures nothing." };
var json = new Option<FileInfo?>("--json") { Description = "Writes the run, each round included, to this file." };
var growth = new Option<string>("--growth") { Description = "Events in the large log: 1m (the default), or 10m." };
growth.AcceptOnlyFromAmong("1m", "10m");
var keep = new Option<bool>("--keep") { Description = "Leaves the large log for a later run." };
var clean = new Option<bool>("--clean") { Description = "Drops every database of earlier runs and measures nothing." };

var root = new RootCommand("Measures the store against bare Npgsql on the same server, in the same run.") 
{
    quick, only, list, json, growth, keep, clean,
};
only.Validators.Add(given =>
{
    foreach (var id in (given.GetValueOrDefault<string[]>() ?? []).Where(id => BenchCommand.Rows.All(row => row.Id != id)))
        given.AddError($"There is no row {id}; ./bench --list names them.");
});
root.SetAction(async (parsed, cancellation) =>
{
    if (parsed.GetValue(list))
    {
        foreach (var row in BenchCommand.Rows)
            Console.WriteLine($"{row.Id,-4} {row.What}{(row.Base is null ? "" : $", against {row.Base}")}");
        return 0;
    }

    var checkout = Checkout.Find();
    await using var server = await BenchServer.StartAsync(checkout, cancellation);
    if (parsed.GetValue(clean))
    {
        await BenchDatabase.RemoveAllAsync(server, cancellation);
        return 0;
    }

    var scale = (parsed.GetValue(quick) ? Scale.Quick : Scale.Full).WithGrowth(parsed.GetValue(growth));
    return await BenchCommand.RunAsync(
        server, checkout, scale, parsed.GetValue(only) ?? [], parsed.GetValue(json), parsed.GetValue(keep), Console.Out, cancellation);
});

// What a run starts beside itself.
Command Hidden(string name, Func<CancellationToken, Task<int>> act)
{
    var command = new Command(name) { Hidden = true };
    command.SetAction((_, cancellation) => act(cancellation));
    return command;
}

root.Subcommands.Add(Hidden(SecondNode.Command, SecondNode.RunAsync));
root.Subcommands.Add(Hidden(Rebuild.Command, Rebuild.TellAsync));
root.Subcommands.Add(Hidden(Generator.Command, Generator.ObeyAsync));
root.Subcommands.Add(Hidden(BareEndpoint.Command, BareEndpoint.RunAsync));

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
