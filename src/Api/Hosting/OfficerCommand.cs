using System.CommandLine;
using Application;
using Application.Officers;
using Application.Ports;
using EventStore;
using Infrastructure;
using Infrastructure.Database;

namespace Api.Hosting;

/// <summary>Enrols the first operator of an installation, who then enrols everybody else over HTTP.</summary>
static class OfficerCommand
{
    public static Command Create()
    {
        var login = new Option<string>("--login")
        {
            Description = "Issuer and subject of the identity provider: ISSUER|SUBJECT", Required = true,
        };
        var district = new Option<string>("--district")
        {
            Description = "Six digits.", DefaultValueFactory = _ => Domain.Licensing.Regions.City,
        };
        var command = new Command("enrol-operator", "Enrol an operator of the officers' directory.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        login.Validators.Add(given =>
        {
            if (given.Tokens is not [{ Value: var text }] || text.Split('|') is not [{ Length: > 0 }, { Length: > 0 }])
                given.AddError("--login is ISSUER|SUBJECT, as the identity provider's tokens name them.");
        });
        district.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var code }] && Domain.Licensing.Regions.InForce(code) is null)
                given.AddError("--district is a district of the city, or the city: six digits.");
        });
        command.Options.Add(login);
        command.Options.Add(district);
        command.SetAction((parsed, cancellation) => DatabaseCommands.WithDatabaseAsync(
            parsed.UnmatchedTokens,
            (settings, stop) => EnrolAsync(settings, parsed.GetValue(login)!, parsed.GetValue(district)!, stop), cancellation));
        return command;
    }

    static async Task<int> EnrolAsync(InfrastructureSettings settings, string login, string district, CancellationToken cancellation)
    {
        var services = new ServiceCollection().AddInfrastructure(settings, development: false);
        services.AddSingleton<IEventStore>(provider =>
        {
            var pools = provider.GetRequiredService<DatabaseConnections>();
            return new PostgresEventStore(
                pools.Writer, pools.Reader, EventCatalogue.Types, Infrastructure.ServiceCollectionExtensions.CompanionTables);
        });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<StreamCommands>();
        services.AddSingleton<OfficerDirectory>();
        services.AddSingleton<OfficerCommands>();
        await using var provider = services.BuildServiceProvider();

        var person = await provider.GetRequiredService<IVault>().ReferToAsync(new PersonIdentifier("login", login), cancellation);
        var result = await provider.GetRequiredService<OfficerCommands>()
            .EnrolAsync(person, "installation", Domain.Officers.OfficeRoles.Operator, district, cancellation);
        if (result is not CommandResult.Done done)
        {
            var reason = (result as CommandResult.Refused)?.Refusal.Code ?? "not possible now";
            await Console.Error.WriteLineAsync($"{person} was not enrolled: {reason}.");
            return 1;
        }

        await Console.Out.WriteLineAsync(done.Version > 0 ? $"{person} is an operator in {district}." : $"{person} was enrolled already.");
        return 0;
    }
}
