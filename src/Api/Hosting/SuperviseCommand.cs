using System.CommandLine;
using Infrastructure;
using Infrastructure.Database;
using Infrastructure.Hosting;
using Projections;

namespace Api.Hosting;

/// <summary>What ./run starts: a PostgreSQL of the checkout's own and the service, both kept running.</summary>
public static class SuperviseCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where the service listens.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var command = new Command("supervise", "Start PostgreSQL and the service, and start again what dies.") { Options = { urls } };
        command.SetAction((parsed, _) => new Supervisor(OptionsFor(parsed.GetValue(urls)!)).RunAsync());
        return command;
    }

    static SupervisorOptions OptionsFor(string urls)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new SupervisorOptions
        {
            DataDirectory = InfrastructureSettings.DataDirectoryFrom(configuration),
            Urls = urls,
            ChildFile = Environment.ProcessPath!,
            ChildArguments = [typeof(SuperviseCommand).Assembly.Location, "serve"],
            Modules = SchemaModules.With(typeof(ReadModels).Assembly),
            Database = configuration["Regulation:Database"] is { Length: > 0 } named ? named : null,
            RoleSeed = configuration["Regulation:RoleSeed"],
            Environment = configuration["ASPNETCORE_ENVIRONMENT"] ?? "Development",
        };
    }
}
