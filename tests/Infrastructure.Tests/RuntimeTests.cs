using Infrastructure.Clock;
using Infrastructure.Database;
using Infrastructure.SignedCalls;
using NodaTime;
using Npgsql;
using TestKit;

namespace Infrastructure.Tests;

public sealed class RuntimeTests : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_nonce_is_taken_once_by_all_who_bring_it_at_the_same_time()
    {
        var nonces = new NonceStore(database.Writer);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            nonces.TakeAsync("portal", "00ff", default)));

        Assert.Single(taken, won => won);
        Assert.True(await nonces.TakeAsync("operator", "00ff", default));
    }

    // The edge: 9 minutes 59 seconds is remembered, ten minutes and one second is not.
    [Theory]
    [InlineData(599, false)]
    [InlineData(601, true)]
    public async Task A_nonce_is_remembered_for_ten_minutes(int secondsAgo, bool mayComeAgain)
    {
        var nonces = new NonceStore(database.Writer);
        await nonces.TakeAsync("portal", "00ff", default);
        await database.RunAsOwnerAsync(
            $"UPDATE regulation.nonces SET seen_at = clock_timestamp() - interval '{secondsAgo} seconds'");

        Assert.Equal(mayComeAgain, await nonces.TakeAsync("portal", "00ff", default));
    }

    [Fact]
    public async Task Old_nonces_are_pruned_and_young_ones_kept()
    {
        var nonces = new NonceStore(database.Writer);
        await nonces.TakeAsync("portal", "old", default);
        await database.RunAsOwnerAsync(
            "UPDATE regulation.nonces SET seen_at = clock_timestamp() - interval '11 minutes'");
        await nonces.TakeAsync("portal", "young", default);

        Assert.Equal(1, await nonces.PruneAsync(default));
        Assert.False(await nonces.TakeAsync("portal", "young", default));
    }

    [Fact]
    public async Task Of_a_refused_call_a_counter_is_kept()
    {
        var nonces = new NonceStore(database.Writer);
        await nonces.CountRefusalAsync("signature.wrong", default);
        await nonces.CountRefusalAsync("signature.wrong", default);

        Assert.Equal(2L, await database.AskAsOwnerAsync(
            "SELECT count FROM regulation.refused_calls WHERE code = 'signature.wrong'"));
    }

    [Fact]
    public async Task A_moved_clock_runs_on_and_is_the_same_for_every_node()
    {
        var set = Instant.FromUtc(2026, 3, 2, 1, 0);
        await new BusinessClock(database.Writer, movable: true, SystemClock.Instance).SetAsync(set, default);

        var other = new BusinessClock(database.Writer, movable: true, SystemClock.Instance);
        var first = await other.NowAsync(default);
        var second = await other.NowAsync(default);

        Assert.InRange(first, set - Duration.FromMilliseconds(1), set + Duration.FromMinutes(1));
        Assert.True(second > first);
    }

    [Fact]
    public async Task Outside_development_the_clock_is_the_machines_and_cannot_be_moved()
    {
        await new BusinessClock(database.Writer, movable: true, SystemClock.Instance).SetAsync(Instant.FromUtc(2022,
            1, 1, 0, 0), default);
        var production = new BusinessClock(database.Writer, movable: false, SystemClock.Instance);

        var apart = await production.NowAsync(default) - SystemClock.Instance.GetCurrentInstant();

        Assert.InRange(Math.Abs(apart.TotalSeconds), 0, 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            production.SetAsync(Instant.FromUtc(2022, 1, 1, 0, 0), default));
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_refused_in_one_sentence()
    {
        await database.RunAsOwnerAsync(
            "INSERT INTO regulation.schema_version (module, number, name) VALUES ('vault', 999, 'later')");

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => new Migrator(database.OwnerConnectionString,
                SchemaModules.With(typeof(Projections.ReadModels).Assembly))
                .MigrateAsync(default));

        Assert.Contains("newer than this program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_of_itself_or_of_the_steps_before_it()
    {
        var modules = SchemaModules.With(typeof(Projections.ReadModels).Assembly).Append(new SchemaModule(
            "broken",
            [new SchemaScript(1, "good", "CREATE TABLE regulation.half (n integer)"), new SchemaScript(2, "bad",
                "SELECT 1/0")]));

        await Assert.ThrowsAsync<SchemaMismatchException>(
            () => new Migrator(database.OwnerConnectionString, [.. modules]).MigrateAsync(default));

        Assert.Null(await database.AskAsOwnerAsync("SELECT to_regclass('regulation.half')::text"));
    }

    [Fact]
    public async Task Migrating_again_does_nothing() =>
        Assert.Equal(
            0,
            await new Migrator(database.OwnerConnectionString,
                SchemaModules.With(typeof(Projections.ReadModels).Assembly))
                .MigrateAsync(default));

    [Fact]
    public async Task Everything_made_belongs_to_the_owner_role_and_no_role_is_a_superuser()
    {
        Assert.Equal(0L, await database.AskAsOwnerAsync(
            """
            SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('public', 'regulation', 'vault', 'vault_keys', 'files', 'read')
              AND c.relkind IN ('r', 'S')
              AND c.relowner <> 'regulation_owner'::regrole
            """));
        Assert.Equal(0L, await database.AskAsOwnerAsync(
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'regulation\\_%' "
            + "AND (rolsuper OR rolbypassrls OR rolcreaterole)"));
    }

    [Theory]
    [InlineData("UPDATE public.mt_events SET data = '{}'")]
    [InlineData("DELETE FROM public.mt_events")]
    [InlineData("TRUNCATE public.mt_events")]
    public async Task No_role_of_the_program_changes_an_event(string sql)
    {
        foreach (var role in new[] { database.Writer, database.Projector, database.Reader })
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await VaultFixture.RefusalAsync(role, sql));
    }
}
