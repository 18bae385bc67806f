using System.Text.Json;
using System.Text.Json.Nodes;
using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.PortalExchange;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using NodaTime.Text;

namespace Application.PortalExchange;

/// <summary>What the vault said; a text whose key is gone is there as null.</summary>
public sealed record ExchangeNames(
    IReadOnlyDictionary<DocumentId, string?> Texts, IReadOnlyDictionary<PersonRef, IReadOnlyDictionary<string, string?>> People)
{
    public string? TextOf(DocumentId? document) => document is { } id ? Texts.GetValueOrDefault(id) : null;

    public string? Of(PersonRef? person, string field) =>
        person is { } known && People.TryGetValue(known, out var fields) ? fields.GetValueOrDefault(field) : null;
}

/// <summary>The columns of the five upload sets (specs/portal-exchange.md, OUT-3 to OUT-8), camelCase.</summary>
sealed class ExchangeColumns(CaseSnapshot @case, ExchangeCodes codes, ExchangeNames names)
{
    /// <summary>Stands where a mandatory column's text was erased.</summary>
    const string Erased = "（已依法删除）";

    ApplicationReceived Receipt => @case.Receipt;

    public JsonObject Accept(AcceptFact fact, ToldFact told)
    {
        var item = ServiceItems.Get(Receipt.Item);
        var form = Form();
        return new JsonObject
        {
            ["projectNo"] = Receipt.ProjectNo,
            ["catalogCode"] = ExchangeCodes.CatalogCodeOf(Receipt.TaskCode),
            ["taskCode"] = Receipt.TaskCode,
            ["taskName"] = form?["taskName"]?.ToString() is { Length: > 0 } name ? name : item.Name,
            ["taskVersion"] = Receipt.TaskVersion,
            ["applyerName"] = names.TextOf(Receipt.ApplicantName) ?? names.Of(Receipt.Applicant, "name") ?? Erased,
            ["applyerPageType"] = Receipt.ApplicantSubject == "person" ? "111" : "001",
            ["applyerPageCode"] = names.Of(Receipt.Applicant, "id-number") ?? Erased,
            ["applyerType"] = form?["applyerType"]?.ToString() ?? ExchangeCodes.ApplicantTypeOf(Receipt.ApplicantSubject),
            ["applyType"] = Receipt.ApplyType,
            ["applyDate"] = Moment(Receipt.ReceivedAt),
            ["acceptDate"] = Moment(WorkCalendar.DayOf(told.Stored.Timestamp) == fact.AcceptedOn
                ? told.Stored.Timestamp
                : WorkCalendar.StartOf(fact.AcceptedOn)),
            ["projectType"] = codes.ProjectType,
            ["orgCode"] = ExchangeCodes.OrganCodeOf(Receipt.TaskCode),
            ["orgName"] = Regions.InForce(Receipt.Organ)?.IssuingOrgan ?? Receipt.Organ,
            ["dataSource"] = codes.DataSource,
            ["cdBatch"] = @case.CaseNo,
            ["cdOperation"] = "I",
            ["cdTime"] = Moment(told.Stored.Timestamp),
        };
    }

    public JsonObject Process(ProcessFact fact, ToldFact told) => new()
    {
        ["projectNo"] = Receipt.ProjectNo,
        ["processName"] = fact.Step.Name,
        ["eventName"] = fact.Act,
        ["handleUserName"] = HandlerOf(told),
        ["handleExplain"] = names.TextOf(fact.Explanation) ?? fact.Words,
        ["eventStartTime"] = Moment(StartOf(told)),
        ["eventEndTime"] = Moment(told.Stored.Timestamp),
        ["businessAction"] = fact.Outcome,
        ["stepState"] = "2",
        ["status"] = (int)fact.Status,
    };

    public JsonObject Result(ResultFact fact) => new()
    {
        ["projectNo"] = Receipt.ProjectNo,
        ["resultDate"] = Day(fact.On),
        ["resultType"] = ((int)fact.Type).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["isDeliveryResults"] = fact.Delivered ? "1" : "0",
        ["certificateNo"] = fact.CertificateNo,
    };

    public JsonObject Special(SpecialFact fact) => new()
    {
        ["projectNo"] = Receipt.ProjectNo,
        ["specialType"] = ((int)fact.Type).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["specialName"] = fact.Name,
        ["specialReason"] = names.TextOf(fact.Reason) ?? fact.Words,
        ["specialTime"] = Day(fact.From),
        ["endTime"] = Day(fact.To),
    };

    public JsonObject Material(MaterialFact fact)
    {
        var declared = DeclaredOf(@case, fact);
        var title = (TitleOf(@case, fact) is { } document ? names.TextOf(document) : null)?.Split('\n') ?? [];
        return new JsonObject
        {
            ["projectNo"] = Receipt.ProjectNo,
            ["materialCode"] = fact.MaterialCode,
            ["materialName"] = title is [{ Length: > 0 } name, ..] ? name : Erased,
            ["fileName"] = title is [_, { Length: > 0 } file, ..] ? file : Erased,
            ["mediaType"] = declared?.MediaType,
            ["size"] = declared?.Size,
            ["sm3"] = fact.Sm3,
            ["trustLevel"] = declared?.TrustLevel,
        };
    }

    /// <summary>Where the material's name is sealed; in the newest round that declares these bytes, or that code at all.</summary>
    public static DocumentId? TitleOf(CaseSnapshot @case, MaterialFact fact) => DeclaredOf(@case, fact)?.Title;

    static DeclaredMaterial? DeclaredOf(CaseSnapshot @case, MaterialFact fact) =>
        @case.Events.Reverse().SelectMany(stored => Declared(stored.Data))
            .Where(material => material.Code == fact.MaterialCode)
            .OrderByDescending(material => material.Sm3 == fact.Sm3)
            .FirstOrDefault();

    static IReadOnlyList<DeclaredMaterial> Declared(object? @event) => @event switch
    {
        ApplicationReceived e => e.Materials,
        CorrectionSubmitted e => e.Materials,
        SupplementSubmitted e => e.Materials,
        _ => [],
    };

    /// <summary>An officer's name; their reference where the directory has no name; the system's or the portal's own.</summary>
    string HandlerOf(ToldFact told) =>
        told.Handler is { } officer ? names.Of(officer, "name") ?? officer.Value
        : told.Stored.UserName == Actors.System.Person.Value ? codes.SystemName
        : codes.PortalName;

    /// <summary>A step lasts from the act before it; the first from the moment of filing.</summary>
    Instant StartOf(ToldFact told) =>
        told.Earlier.LastOrDefault(IsStep)?.Timestamp ?? Receipt.ReceivedAt;

    static bool IsStep(StoredEvent stored) =>
        stored.Data is { } data and not MaterialDelivered && !ExchangeMap.Silent.Contains(data.GetType());

    JsonObject? Form()
    {
        try
        {
            return names.TextOf(Receipt.Form) is { } text ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Moment(Instant at) => OffsetDateTimePattern.Rfc3339.Format(at.InZone(WorkCalendar.Zone).ToOffsetDateTime());

    static string Day(LocalDate day) => Moment(WorkCalendar.StartOf(day));
}

/// <summary>JSON as it goes over the wire: UTF-8, Chinese as it is.</summary>
static class JsonSerializerBytes
{
    static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Of(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, Readable);
}
