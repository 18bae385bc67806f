using System.Text.Json;
using System.Text.Json.Nodes;
using Application;
using Application.PortalExchange;
using Application.Ports;
using Application.SportPermits;
using Domain.Identity;
using Domain.Effects;
using Domain.Licensing;
using Domain.PortalExchange;
using Domain.SportPermits;
using Domain.Tests.SportPermits;
using EventStore;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.PortalExchange;

/// <summary>OUT-9: what is read for a row, and what stands in it where there is nothing left to read.</summary>
public sealed class ExchangeWriterSpec
{
    static readonly LicensingCaseEvent[] Events =
        History([.. Reviewed, GrantOn(Day(3, 12)), new DeliverDecision(Clerk, At(Day(3, 13)), "electronic", Day(3, 13), null)]);

    [Fact]
    public async Task an_acceptance_carries_every_mandatory_column()
    {
        var vault = new KnownTexts
        {
            People = { [Applicant] = new() { ["name"] = "苏州澄体体育有限公司", ["id-number"] = "91320509MAL55G7059" } },
            Documents = { [Text(1)] = "苏州澄体体育有限公司", [Text(2)] = """{"applyerType":"2","taskName":"经营高危险性体育项目许可"}""" },
        };

        var row = await WriteAsync(vault, ExchangeKind.Accept);

        Assert.Equal("苏州澄体体育有限公司", row["applyerName"]!.ToString());
        Assert.Equal(("91320509MAL55G7059", "001", "2"),
            (row["applyerPageCode"]!.ToString(), row["applyerPageType"]!.ToString(), row["applyerType"]!.ToString()));
        Assert.Equal(("000133105002", "113205000141493832"), (row["catalogCode"]!.ToString(), row["orgCode"]!.ToString()));
        Assert.Equal("2026-03-02T09:00:00+08:00", row["applyDate"]!.ToString());
        Assert.Equal("2026-03-04T09:00:00+08:00", row["acceptDate"]!.ToString());
        Assert.Equal((ExchangeWriter.Purpose, "SPC-1"), (vault.Asked!.Purpose, vault.Asked.CaseNo));
    }

    [Fact]
    public async Task where_a_key_was_destroyed_the_row_says_so()
    {
        var row = await WriteAsync(new KnownTexts(), ExchangeKind.Accept);

        Assert.Equal(("（已依法删除）", "（已依法删除）"), (row["applyerName"]!.ToString(), row["applyerPageCode"]!.ToString()));
        Assert.Equal("2", row["applyerType"]!.ToString());
    }

    [Fact]
    public async Task a_step_names_its_officer_and_lasts_from_the_act_before_it()
    {
        var vault = new KnownTexts
        {
            People = { [Inspector.Person] = new() { ["name"] = "王核查" } },
            Documents = { [Text(20)] = "现场核查记录" },
        };

        var row = await WriteAsync(vault, ExchangeKind.Process, "实地核查");

        Assert.Equal(("王核查", "现场核查记录"), (row["handleUserName"]!.ToString(), row["handleExplain"]!.ToString()));
        Assert.Equal("2026-03-04T09:00:00+08:00", row["eventStartTime"]!.ToString());
        Assert.Equal("2026-03-10T15:00:00+08:00", row["eventEndTime"]!.ToString());
    }

    [Fact]
    public async Task an_officer_without_a_name_in_the_directory_is_named_by_reference()
    {
        var row = await WriteAsync(new KnownTexts(), ExchangeKind.Process, "实地核查");

        Assert.Equal((Inspector.Person.Value, "现场核查符合要求"), (row["handleUserName"]!.ToString(), row["handleExplain"]!.ToString()));
    }

    [Fact]
    public async Task nobody_is_read_for_a_result() =>
        Assert.Empty((await ReadForAsync(new KnownTexts(), ExchangeKind.Result)).Opened);

    static async Task<KnownTexts> ReadForAsync(KnownTexts vault, ExchangeKind kind)
    {
        await WriteAsync(vault, kind);
        return vault;
    }

    static async Task<JsonNode> WriteAsync(KnownTexts vault, ExchangeKind kind, string? act = null)
    {
        var (version, fact) = Events
            .SelectMany((e, index) => ExchangeMap.FactsOf(e, Events[..index]).Select(fact => (Version: index + 1, Fact: fact)))
            .First(told => told.Fact.Kind == kind && (act is null || told.Fact is ProcessFact process && process.Act == act));
        var queued = new QueuedEffect(Guid.Empty, kind.ToString(), fact.Purpose, version, EffectState.Pending, 0, TimeSpan.Zero);
        var bodies = await new ExchangeWriter(vault, new ExchangeCodes()).WriteAsync(Snapshot(), [queued], CancellationToken.None);
        return JsonNode.Parse(bodies[Guid.Empty])!;
    }

    static CaseSnapshot Snapshot() => new("SPC-1", [.. Events.Select((e, index) => new StoredEvent(
        index + 1, new Guid(index + 1, 0, 0, new byte[8]), "sport-permit-case/SPC-1", index + 1, EventTypes.AliasOf(e.GetType()), e,
        JsonSerializer.Serialize(e, e.GetType(), EventJson.Options), WhenOf(e).At, WhenOf(e).By, null, null,
        new Dictionary<string, string>()))]);

    static (NodaTime.Instant At, string By) WhenOf(LicensingCaseEvent e) => e switch
    {
        ApplicationAccepted => (At(Day(3, 4)), Clerk.Person.Value),
        SiteChecked => (At(Day(3, 10), 15), Inspector.Person.Value),
        ReviewCompleted or PermitGranted or DecisionDelivered => (At(Day(3, 12)), Approver.Person.Value),
        _ => (At(Day(3, 2), 9, 5), "app:portal"),
    };

    /// <summary>A vault that knows what a test put there, and remembers what was asked of it.</summary>
    sealed class KnownTexts : IVault
    {
        public Dictionary<DocumentId, string> Documents { get; } = [];

        public Dictionary<PersonRef, Dictionary<string, string?>> People { get; } = [];

        public List<object> Opened { get; } = [];

        public ReadPurpose? Asked { get; private set; }

        public Task<IReadOnlyDictionary<DocumentId, string?>> ReadAsync(
            IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation)
        {
            Asked = purpose;
            Opened.AddRange(documents.Cast<object>());
            return Task.FromResult<IReadOnlyDictionary<DocumentId, string?>>(
                documents.ToDictionary(id => id, id => Documents.GetValueOrDefault(id)));
        }

        public Task<IReadOnlyDictionary<string, string?>> ReadPersonAsync(
            PersonRef person, ReadPurpose purpose, CancellationToken cancellation)
        {
            Opened.Add(person);
            return Task.FromResult<IReadOnlyDictionary<string, string?>>(People.GetValueOrDefault(person) ?? []);
        }

        public Task<IReadOnlyDictionary<DocumentId, OpenedText>> OpenAsync(
            IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, OpenedText>> OpenPersonAsync(
            PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<PersonRef> ReferToAsync(PersonIdentifier identifier, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<SealedTexts> SealAsync(IReadOnlyList<PlainText> texts, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlySet<DocumentId>> SearchAsync(string text, int limit, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
