using System.Diagnostics;
using System.Globalization;
using System.Text;
using Application;
using Application.Importing;
using Application.Ports;
using Domain.Identity;
using Domain.Importing;
using EventStore;
using Infrastructure.Cryptography;
using Infrastructure.Importing;
using Infrastructure.Vault;
using TestKit;
using Xunit.Abstractions;

namespace Infrastructure.Tests.Importing;

/// <summary>ADR 0021: a register of any size the limit allows, whole or not at all, in bounded memory.</summary>
/// <remarks>REGULATION_IMPORT_ROWS=100000 measures the limit; the usual run takes a few thousand rows.</remarks>
public sealed class ImportVolumeTests(ITestOutputHelper output) : IAsyncLifetime
{
    static readonly Actor Maker = new(new PersonRef("p-maker"), "operator", "320500");
    static readonly Actor Checker = new(new PersonRef("p-checker"), "operator", "320500");

    static readonly int Rows = RowsOr("3000");

    /// <summary>What is committed is the same whatever the file was; the usual run reads a smaller workbook.</summary>
    static readonly int SheetRows = RowsOr("600");

    VaultFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await VaultFixture.CreateAsync();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Fact]
    public Task every_row_becomes_a_permit_while_others_go_on_writing() =>
        ImportAsync(Encoding.UTF8.GetBytes(ImportRows.Csv(Rows)), Rows);

    [Fact]
    public Task of_a_workbook_too() => ImportAsync(WorkbookOf(SheetRows), SheetRows);

    async Task ImportAsync(byte[] content, int rows)
    {
        var importId = await CheckedAsync(content);
        using var stop = new CancellationTokenSource();
        var longestWait = Task.Run(() => LongestWaitAsync(stop.Token));

        var taken = Stopwatch.StartNew();
        var result = await Commit().HandleAsync(Checker, Command("commit"), importId, default);
        taken.Stop();
        await stop.CancelAsync();

        Assert.IsType<CommandResult.Done>(result);
        output.WriteLine(
            $"{rows} rows: {taken.Elapsed.TotalSeconds:F1} s; others waited {(await longestWait).TotalSeconds:F1} s at most; "
            + $"memory {PeakMegabytes()} MB at most");
        Assert.Equal($"{rows} {rows} {4L * rows + rows}", await CountsAsync());
        var found = await fixture.Vault.SearchAsync($"苏州第{rows}体育有限公司", 10, default);
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task a_service_killed_while_it_commits_has_imported_nothing_and_starts_again()
    {
        var importId = await CheckedAsync(Encoding.UTF8.GetBytes(ImportRows.Csv(1500)));
        var before = await CountsAsync();
        using var killed = new CancellationTokenSource();
        var dying = Commit(new KilledVault(fixture.Vault, after: 2, killed));

        await Assert.ThrowsAnyAsync<Exception>(() => dying.HandleAsync(Checker, Command("a"), importId, killed.Token));

        Assert.Equal(before, await CountsAsync());
        Assert.IsType<CommandResult.Done>(await Commit().HandleAsync(Checker, Command("b"), importId, default));
        Assert.IsType<CommandResult.Done>(await Commit().HandleAsync(Checker, Command("b"), importId, default));
        Assert.StartsWith("1500 1500 ", await CountsAsync(), StringComparison.Ordinal);
    }

    static int RowsOr(string usual) => int.Parse(
        Environment.GetEnvironmentVariable("REGULATION_IMPORT_ROWS") ?? usual, CultureInfo.InvariantCulture);

    static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1_000_000;
    }

    static byte[] WorkbookOf(int rows)
    {
        var sheet = new StringBuilder(Workbook.Row(1, ImportRows.Header.Split(',')));
        for (var number = 1; number <= rows; number++) sheet.Append(Workbook.Row(number + 1, ImportRows.Row(number).Split(',')));
        return new Workbook().Sheet(sheet.ToString()).ToBytes();
    }

    async Task<string> CheckedAsync(byte[] content)
    {
        var check = new CheckImportHandler(
            Check(), new ImportRecords(fixture.Store), fixture.Store, fixture.Files, fixture.Vault, new Sm3(), fixture.Clock);
        output.WriteLine($"memory {PeakMegabytes()} MB at most before the file is given in");
        var taken = Stopwatch.StartNew();
        var outcome = await check.HandleAsync(Maker, Command("check"), content, null, default);
        output.WriteLine(
            $"checked in {taken.Elapsed.TotalSeconds:F1} s, {content.Length / 1_000_000.0:F1} MB; memory {PeakMegabytes()} MB at most");
        Assert.Equal(0, outcome.Report!.Problems);
        return outcome.ImportId!;
    }

    CommitImportHandler Commit(IVault? vault = null) => new(
        Check(), new ImportPermits(People(), vault ?? fixture.Vault, new Sm3()), new ImportRecords(fixture.Store), fixture.Store.Bulk,
        fixture.Files, new Sm3(), fixture.Clock);

    ImportCheck Check() => new(new ImportReader(), fixture.Store.Bulk, People(), new Sm3());

    People People() => new(fixture.Database.Writer, fixture.MasterKey);

    static CommandId Command(string key) => new("person:test", key, new byte[32]);

    async Task<TimeSpan> LongestWaitAsync(CancellationToken cancellation)
    {
        var longest = TimeSpan.Zero;
        for (var number = 0; !cancellation.IsCancellationRequested; number++)
        {
            var taken = Stopwatch.StartNew();
            await fixture.SealAsync(new PersonRef("p-bystander"), "note", $"n{number}");
            if (taken.Elapsed > longest) longest = taken.Elapsed;
            await Task.Delay(20, CancellationToken.None);
        }

        return longest;
    }

    /// <summary>Permits in the log, guards of their numbers, and sealed texts of theirs.</summary>
    async Task<string> CountsAsync() => (string)(await fixture.Database.AskAsOwnerAsync(
        """
        select concat_ws(' ', (select count(*) from mt_events where type = 'permit_imported'),
            (select count(*) from regulation.claims where name = 'legacy-permit'),
            (select count(*) from vault.texts where kind <> 'note'))
        """))!;

    /// <summary>The process ends between two chunks: what it has sent until then is all the server has of it.</summary>
    sealed class KilledVault(IVault vault, int after, CancellationTokenSource killed) : IVault
    {
        int left = after;

        public Task<PersonRef> ReferToAsync(PersonIdentifier identifier, CancellationToken cancellation) =>
            vault.ReferToAsync(identifier, cancellation);

        public async Task<SealedTexts> SealAsync(IReadOnlyList<PlainText> texts, CancellationToken cancellation)
        {
            if (--left == 0) await killed.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return await vault.SealAsync(texts, cancellation);
        }

        public Task<IReadOnlyDictionary<DocumentId, string?>> ReadAsync(
            IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation) =>
            vault.ReadAsync(documents, purpose, cancellation);

        public Task<IReadOnlyDictionary<DocumentId, OpenedText>> OpenAsync(
            IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation) =>
            vault.OpenAsync(documents, purpose, cancellation);

        public Task<IReadOnlyDictionary<string, OpenedText>> OpenPersonAsync(
            PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
            vault.OpenPersonAsync(person, purpose, cancellation);

        public Task<IReadOnlyDictionary<string, string?>> ReadPersonAsync(
            PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
            vault.ReadPersonAsync(person, purpose, cancellation);

        public Task<IReadOnlySet<DocumentId>> SearchAsync(string text, int limit, CancellationToken cancellation) =>
            vault.SearchAsync(text, limit, cancellation);
    }
}
