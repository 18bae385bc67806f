using Application;
using Application.Documents;
using Application.Licensing;
using Application.Policies;
using Application.Ports;
using Application.Proof;
using Domain.Documents;
using Domain.Identity;
using Domain.Licensing;
using Domain.Proof;
using Domain.SportPermits;
using EventStore;
using Infrastructure.Cryptography;
using Infrastructure.Documents;
using Infrastructure.Proof;
using NodaTime;
using UglyToad.PdfPig;

namespace Infrastructure.Tests;

/// <summary>specs/documents.md, DOC-3, DOC-4: one document for an event, whatever is repeated or breaks in between.</summary>
public sealed class IssueDocumentsTests : IAsyncLifetime
{
    const string CaseNo = "SPC-20260302-0000000A";

    VaultFixture fixture = null!;
    WorkCalendars calendars = null!;
    RuleBook book = null!;

    public async Task InitializeAsync()
    {
        fixture = await VaultFixture.CreateAsync();
        calendars = new WorkCalendars(fixture.Store, TimeProvider.System);
        book = new RuleBook(fixture.Store, TimeProvider.System);
        await fixture.Clock.SetAsync(Instant.FromUtc(2026, 3, 2, 2, 0), default);
    }

    public async Task DisposeAsync()
    {
        book.Dispose();
        calendars.Dispose();
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task An_event_gets_one_document_however_often_it_is_acted_on()
    {
        var received = await ReceiveAsync();
        await PolicyOn(fixture.Store).ActAsync(received, default);
        await PolicyOn(fixture.Store).ActAsync(received, default);

        var issued = await IssuedAsync();
        Assert.Equal("application-receipt", issued.Kind);
        Assert.Equal((CaseNo, received.Id, "320508"), (issued.CaseNo, issued.Source, issued.Organ));
        Assert.Equal(1L, await CountAsync("files.files"));

        var content = await ContentAsync(issued.File);
        Assert.Equal((issued.Sm3, issued.Size), (Convert.ToHexStringLower(Sm3.HashData(content)), content.Length));
        using var pdf = PdfDocument.Open(content);
        Assert.Contains("苏州蓝鲸游泳健身有限公司：", pdf.GetPage(1).Text, StringComparison.Ordinal);
        Assert.Contains(issued.DocumentNo, pdf.GetPage(1).Text, StringComparison.Ordinal);
        Assert.Contains("经营高危险性体育项目申请书", pdf.GetPage(1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_name_stands_in_the_log()
    {
        await PolicyOn(fixture.Store).ActAsync(await ReceiveAsync(), default);

        Assert.Equal(0L, await CountAsync("mt_events where data::text like '%蓝鲸%' or headers::text like '%蓝鲸%'"));
    }

    /// <summary>Killed after the file was stored: the next try makes the document, the housekeeping removes the file.</summary>
    [Fact]
    public async Task A_crash_before_the_append_leaves_one_document_and_an_orphan_that_goes()
    {
        var received = await ReceiveAsync();
        var dying = new DyingStore(fixture.Store, new OutcomeUnknownException(new IOException("killed")));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => PolicyOn(dying).ActAsync(received, default));
        Assert.Equal(1L, await CountAsync("files.files"));

        await PolicyOn(fixture.Store).ActAsync(received, default);
        var issued = await IssuedAsync();
        Assert.Equal(2L, await CountAsync("files.files"));

        await fixture.Database.RunAsOwnerAsync("update files.files set started_at = clock_timestamp() - interval '8 days'");
        Assert.Equal(1, await fixture.Files.RemoveOrphansAsync(TimeSpan.FromDays(7), default));
        Assert.Equal((int)issued.Size, (await ContentAsync(issued.File)).Length);
    }

    [Fact]
    public async Task A_write_that_fails_for_certain_takes_its_file_with_it()
    {
        var received = await ReceiveAsync();
        var failing = new DyingStore(fixture.Store, new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => PolicyOn(failing).ActAsync(received, default));

        Assert.Equal(0L, await CountAsync("files.files"));
    }

    [Fact]
    public async Task Two_nodes_at_once_make_one_document()
    {
        var received = await ReceiveAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PolicyOn(fixture.Store).ActAsync(received, default)));

        await IssuedAsync();
        Assert.Equal(1L, await CountAsync("files.files"));
    }

    [Fact]
    public async Task Without_a_font_the_document_waits()
    {
        var received = await ReceiveAsync();
        var waiting = PolicyOn(fixture.Store, new FontFiles("/nowhere/font.ttf"));

        var notYet = await Assert.ThrowsAsync<PolicyNotYetException>(() => waiting.ActAsync(received, default));

        Assert.Equal("document.no-font", notYet.Code);
        await PolicyOn(fixture.Store).ActAsync(received, default);
        await IssuedAsync();
    }

    /// <summary>A paper without the name it must bear would stay so for ever.</summary>
    [Fact]
    public async Task While_the_names_may_not_be_read_the_document_waits()
    {
        var received = await ReceiveAsync();
        var person = ((ApplicationReceived)received.Data!).Applicant.Value;
        await fixture.Database.RunAsOwnerAsync(
            $"insert into vault.restrictions (id, person, restricted, open_for) values (gen_random_uuid(), '{person}', true, 'audit')");

        var notYet = await Assert.ThrowsAsync<PolicyNotYetException>(() => PolicyOn(fixture.Store).ActAsync(received, default));

        Assert.Equal("document.person-restricted", notYet.Code);
        Assert.Equal(0L, await CountAsync("files.files"));
    }

    [Fact]
    public async Task After_the_key_is_gone_the_file_cannot_be_opened_and_the_face_stays()
    {
        await PolicyOn(fixture.Store).ActAsync(await ReceiveAsync(), default);
        var issued = await IssuedAsync();

        await fixture.DestroyKeysAsync(issued.Addressee.Value);

        Assert.Null(await fixture.Files.OpenAsync(issued.File, VaultFixture.Handling(VaultFixture.Clerk), default));
        Assert.Equal(issued.Sm3, (await IssuedAsync()).Sm3);
    }

    IssueDocuments PolicyOn(IEventStore store, FontFiles? fonts = null) => new(
        store, new DocumentCommands(store, calendars), new DocumentWords(fixture.Vault),
        new PdfPrinter(fonts ?? new FontFiles(null)), fixture.Files, Stickers(store),
        book, fixture.Clock, new Sm3());

    PermitStickers Stickers(IEventStore store)
    {
        var keys = new SigningKeys(
            store, new SoftwareKeyDevice(fixture.MasterKey), new KeyHandles(fixture.Database.Writer), fixture.Clock, new Sm3());
        return new(new PermitCertificates(store, keys, CertificateCodes.BuiltIn, fixture.Clock, new Sm3()), new QrImages());
    }

    async Task<DocumentIssued> IssuedAsync()
    {
        var page = await fixture.Store.ReadLogAsync(0, 100, default);
        return Assert.Single(page.Events.Select(stored => stored.Data).OfType<DocumentIssued>());
    }

    async Task<byte[]> ContentAsync(FileId file)
    {
        await using var content = await fixture.Files.OpenAsync(file, VaultFixture.Handling(VaultFixture.Clerk), default);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy);
        return copy.ToArray();
    }

    async Task<long> CountAsync(string what) => (long)(await fixture.Database.AskAsOwnerAsync($"select count(*) from {what}"))!;

    async Task<StoredEvent> ReceiveAsync()
    {
        var applicant = await fixture.PersonAsync();
        var name = await fixture.SealAsync(applicant, "name", "苏州蓝鲸游泳健身有限公司");
        var title = await fixture.SealAsync(applicant, "material-title", "经营高危险性体育项目申请书\n申请书.pdf");
        var day = new LocalDate(2026, 3, 2);
        var received = new ApplicationReceived(
            "3205SP1", HighRiskSportItem.TaskCode, "1", HighRiskSportItem.Edition1.Edition, "1", "320508", "320508", true, applicant,
            "enterprise", name, null, null, title, new string('f', 64), "3", Instant.FromUtc(2026, 3, 2, 1, 0), day,
            Instant.FromUtc(2026, 3, 2, 1, 5),
            new SportPermitFacts(new VenueFacts(title, "320508", null, null, null, null), null, [], [], [], null, false),
            [new DeclaredMaterial("M01", title, "application/pdf", 588, new string('a', 64), "D")], [], [], []);
        var stream = $"sport-permit-case/{CaseNo}";
        await fixture.Store.WriteAsync(
            new Write<int>
            {
                Command = new CommandId("test", "receive", new byte[32]),
                Stream = stream,
                StreamType = "sport_permit_case",
                Initial = 0,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(stream, "sport_permit_case", [received])]),
                Metadata = new EventMetadata(
                    Instant.FromUtc(2026, 3, 2, 1, 5), "app:portal", "c", null, new Dictionary<string, string>()),
            },
            default);
        return Assert.Single(await fixture.Store.ReadStreamAsync(stream, StreamLimit.None, default));
    }

    /// <summary>Dies when a document is to be written; everything else is done.</summary>
    sealed class DyingStore(IEventStore store, Exception death) : IEventStore
    {
        public Task<WriteResult> WriteAsync<TState>(Write<TState> write, CancellationToken cancellation) =>
            write.StreamType == DocumentCommands.StreamType ? throw death : store.WriteAsync(write, cancellation);

        public Task<RecordedOutcome?> FindOutcomeAsync(string caller, string key, CancellationToken cancellation) =>
            store.FindOutcomeAsync(caller, key, cancellation);

        public Task<string?> FindHolderAsync(string guard, string key, CancellationToken cancellation) =>
            store.FindHolderAsync(guard, key, cancellation);

        public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, StreamLimit limit, CancellationToken cancellation) =>
            store.ReadStreamAsync(stream, limit, cancellation);

        public Task<LogPage> ReadLogAsync(long after, int limit, CancellationToken cancellation) =>
            store.ReadLogAsync(after, limit, cancellation);

        public Task<long> HorizonAsync(CancellationToken cancellation) => store.HorizonAsync(cancellation);
    }
}
