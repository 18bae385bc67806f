using Api.Hosting;
using Api.Http;
using Infrastructure.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Api.Tests;

/// <summary>The whole service on a database of its own, spoken to over HTTP only.</summary>
public sealed class Service : IAsyncLifetime
{
    readonly string data = Directory.CreateTempSubdirectory("regulation-test-").FullName;
    readonly LogLines log = new();
    readonly IReadOnlyList<string> moreSettings;
    WebApplication host = null!;

    public Service()
        : this([])
    {
    }

    internal Service(params string[] moreSettings) => this.moreSettings = moreSettings;

    public TestDatabase Database { get; private set; } = null!;

    public Bureau Bureau { get; private set; } = null!;

    public Uri Address => new(host.Urls.Single());

    public IServiceProvider Provider => host.Services;

    /// <summary>Everything the service has logged, with the values of its messages.</summary>
    public string Log => log.Text;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        string[] settings =
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0",
            "--Regulation:Database", Database.OwnerConnectionString, "--Regulation:Data", data,
            .. moreSettings,
        ];
        host = CommandLine.Build(settings, builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        await host.StartAsync();
        var own = host.Services.GetRequiredService<IOwnWrites>();
        Bureau = new Bureau(new HttpClient { BaseAddress = new Uri(host.Urls.Single()) }, new Sm3(), () => own.LastPosition);
    }

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Rows of events, command ids and vault texts: what a refused call must leave as they were.</summary>
    /// <remarks>Without what the service does by itself, which it may do at any time.</remarks>
    public async Task<string> CountsAsync()
    {
        await PoliciesRestAsync();
        return (string)(await Database.AskAsOwnerAsync(
            """
            select concat_ws(' ', (select count(*) from mt_events where user_name is distinct from 'system'),
                (select count(distinct stream_id) from mt_events where user_name is distinct from 'system'),
                (select count(*) from vault.texts), (select count(*) from files.files), (select count(*) from regulation.claims))
            """))!;
    }

    /// <summary>What the program does by itself comes a moment after an act, and is no doing of the next call.</summary>
    /// <remarks>What waits for a clock that a test has set back waits for good.</remarks>
    async Task PoliciesRestAsync()
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var rest = await Database.AskAsOwnerAsync(
                """
                select not exists (select from regulation.policy_to_dos
                        where done_at is null and last_failure is distinct from 'clock.behind-stream')
                    and (select coalesce(min(position), 0) from regulation.checkpoints)
                        >= (select coalesce(max(seq_id), 0) from mt_events)
                """);
            if (rest is true) return;
            await Task.Delay(50);
        }
    }
}

[CollectionDefinition(Name)]
public sealed class OneService : ICollectionFixture<Service>
{
    public const string Name = "one service";
}
