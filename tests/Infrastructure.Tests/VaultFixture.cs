using Application;
using Application.Ports;
using Domain.Identity;
using EventStore;
using Infrastructure.Clock;
using Infrastructure.Files;
using Infrastructure.Vault;
using NodaTime;
using Npgsql;
using TestKit;

namespace Infrastructure.Tests;

/// <summary>A vault and a file store over a fresh database, with the event store that logs their readings.</summary>
sealed class VaultFixture : IAsyncDisposable
{
    public static readonly Actor Clerk = new(new PersonRef("p-clerk"), "clerk", "320508");
    public static readonly Actor OtherClerk = new(new PersonRef("p-other"), "clerk", "320506");
    public static readonly Actor City = new(new PersonRef("p-city"), "clerk", "320500");
    public static readonly Actor OtherAuditor = new(new PersonRef("p-auditor"), "auditor", "320506");
    static readonly byte[] Master = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    VaultFixture(TestDatabase database)
    {
        Database = database;
        MasterKey = new MasterKey(Master);
        Clock = new BusinessClock(database.Writer, movable: true, SystemClock.Instance);
        Store = new PostgresEventStore(
            database.Writer, database.Reader, EventCatalogue.Types, ServiceCollectionExtensions.CompanionTables);
        Keys = new PostgresKeyStore(database.Keys);
        Vault = VaultUnder(MasterKey);
        Files = new FileStore(
            database.Writer, database.Reader, new PersonKeys(Keys, MasterKey), new EventReadRecorder(Store, Clock));
    }

    public TestDatabase Database { get; }

    public MasterKey MasterKey { get; }

    public BusinessClock Clock { get; }

    public PostgresEventStore Store { get; }

    public PostgresKeyStore Keys { get; }

    public PersonVault Vault { get; }

    public FileStore Files { get; }

    public static async Task<VaultFixture> CreateAsync() => new(await TestDatabase.CreateAsync());

    public PersonVault VaultUnder(MasterKey key) => new(
        Database.Writer, Database.Reader, new PersonKeys(Keys, key), key, new EventReadRecorder(Store, Clock));

    public static ReadPurpose Handling(Actor reader) => new("handling-a-case", "SPC-20260302-00000000", reader);

    public Task<PersonRef> PersonAsync(string id = "32050119900101123X") =>
        Vault.ReferToAsync(new PersonIdentifier("111", id), CancellationToken.None);

    /// <summary>Seals one text and commits its rows as a command would.</summary>
    public async Task<DocumentId> SealAsync(
        PersonRef subject, string kind, string text, string district = "320508", bool searchable = false)
    {
        var id = new DocumentId(Guid.NewGuid());
        var texts = await Vault.SealAsync([new PlainText(id, subject, kind, district, text, searchable)],
            CancellationToken.None);
        await CommitAsync(texts.Rows);
        return id;
    }

    public async Task<int> DestroyKeysAsync(string person)
    {
        var newest = (await Keys.FindAsync([person], CancellationToken.None)).Select(key => key.Version).DefaultIfEmpty(1).Max();
        return await Keys.DestroyAsync(person, newest, CancellationToken.None);
    }

    public async Task CommitAsync(IReadOnlyList<CompanionRow> rows)
    {
        var key = Guid.NewGuid().ToString();
        var written = await Store.WriteAsync(
            new Write<int>
            {
                Command = new CommandId("test", key, new byte[32]),
                Stream = "person/p-test",
                StreamType = "person",
                Initial = 0,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept(
                    [new StreamAppend("person/p-test", "person", [new OfficerSignedIn("clerk", "320508")])]),
                Companions = rows,
                Metadata = new EventMetadata(await Clock.NowAsync(default), "p-test", key, null,
                    new Dictionary<string, string>()),
            },
            CancellationToken.None);
        Assert.IsType<WriteResult.Committed>(written);
    }

    public async Task<string?> ReadAsync(DocumentId document, Actor reader) =>
        (await Vault.ReadAsync([document], Handling(reader), CancellationToken.None))[document];

    /// <summary>The SQLSTATE with which the server refuses, or null if it does not.</summary>
    public static async Task<string?> RefusalAsync(NpgsqlDataSource role, string sql)
    {
        try
        {
            await using var command = role.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
