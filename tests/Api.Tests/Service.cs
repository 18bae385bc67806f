using Infrastructure.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Api.Tests;

/// <summary>The whole service on a database of its own, spoken to over HTTP only.</summary>
public sealed class Service : IAsyncLifetime
{
    readonly string data = Directory.CreateTempSubdirectory("regulation-test-").FullName;
    readonly LogLines log = new();
    WebApplicationFactory<Program> factory = null!;

    public TestDatabase Database { get; private set; } = null!;

    public Bureau Bureau { get; private set; } = null!;

    public IServiceProvider Provider => factory.Services;

    /// <summary>Everything the service has logged, with the values of its messages.</summary>
    public string Log => log.Text;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("Regulation:Database", Database.OwnerConnectionString);
            host.UseSetting("Regulation:Data", data);
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        });
        // A wire of its own: what Kestrel makes of a request belongs to what is tested.
        factory.UseKestrel(0);
        factory.StartServer();
        Bureau = new Bureau(factory.CreateClient(), new Sm3());
    }

    public async Task DisposeAsync()
    {
        try
        {
            await factory.DisposeAsync();
        }
        catch (ObjectDisposedException)
        {
            // The factory ends the host it was built from and the one on the wire; the second finds the first's work done.
        }

        await Database.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Rows of events, command ids and vault texts: what a refused call must leave as they were.</summary>
    public async Task<string> CountsAsync() =>
        (string)(await Database.AskAsOwnerAsync(
            """
            select concat_ws(' ', (select count(*) from mt_events), (select count(*) from mt_streams),
                (select count(*) from vault.texts), (select count(*) from files.files), (select count(*) from regulation.claims))
            """))!;
}

[CollectionDefinition(Name)]
public sealed class OneService : ICollectionFixture<Service>
{
    public const string Name = "one service";
}
