using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Application.Effects;
using Application.PortalExchange;
using Application.Ports;
using Application.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;
using NodaTime.Text;

namespace Application.TrainingInstitutions;

/// <summary>Tells the national platform what is due of one institution (NAT-2).</summary>
/// <remarks>Staff go by reference and never by name: the platform has a register of persons of its own.</remarks>
public sealed class NationalCalls(INationalPlatform platform, IEventStore store, IVault vault, SendingRules rules, Silence silence)
    : IEffectCalls
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<EffectCall> PrepareAsync(string caseNo, IReadOnlyList<QueuedEffect> due, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(InstitutionStreams.Of(caseNo), StreamLimit.None, cancellation);
        var bodies = new Dictionary<Guid, byte[]>();
        foreach (var row in due)
        {
            var stored = events.Single(known => known.Version == row.Version);
            var body = Body((InstitutionEvent)stored.Data!);
            body["rowGuid"] = row.RowGuid.ToString();
            body["institutionNo"] = caseNo;
            body["fact"] = stored.Type;
            body["at"] = InstantPattern.ExtendedIso.Format(stored.Timestamp);
            if (FaceOf(stored.Data!) is { } face) await AddNamesAsync(body, face, caseNo, cancellation);
            bodies[row.RowGuid] = JsonSerializer.SerializeToUtf8Bytes(body, Readable);
        }

        return async (row, attempt, jitter, stop) =>
        {
            var answer = await platform.SendAsync(row.Kind, bodies[row.RowGuid], stop);
            silence.Note(answer.Code is not null);
            return rules.Judge(answer, attempt, jitter);
        };
    }

    /// <summary>Name and address are public on the platform; they are opened on record for each row.</summary>
    async Task AddNamesAsync(JsonObject body, InstitutionFace face, string institutionNo, CancellationToken cancellation)
    {
        var purpose = new ReadPurpose("national-platform", institutionNo, Actors.System);
        var texts = await vault.ReadAsync([face.Texts], purpose, cancellation);
        var names = VenueNames.Read(texts.GetValueOrDefault(face.Texts));
        body["name"] = names.Name;
        body["address"] = names.Address;
        body["regionCode"] = face.RegionCode;
        body["kind"] = face.Kind;
        body["sports"] = new JsonArray([.. face.Sports.Select(sport => JsonValue.Create(sport))]);
        body["trainingFloorAreaM2"] = face.TrainingFloorAreaM2;
        body["custodyMode"] = face.CustodyMode;
    }

    static InstitutionFace? FaceOf(object @event) => @event switch
    {
        InstitutionApproved e => e.Face,
        InstitutionChanged e => e.Face,
        InstitutionRenewed e => e.Face,
        _ => null,
    };

    static JsonObject Body(InstitutionEvent @event) => @event switch
    {
        InstitutionApproved e => new() { ["validFrom"] = Day(e.ValidFrom), ["validTo"] = Day(e.ValidTo), ["staff"] = e.Staff.Count },
        InstitutionRenewed e => new() { ["validTo"] = Day(e.ValidTo) },
        CreditCodeRecorded e => new() { ["creditCode"] = e.CreditCode },
        StaffJoined e => new()
        {
            ["person"] = e.Member.Person.Value, ["role"] = e.Member.Role, ["fullTime"] = e.Member.FullTime,
            ["joinedOn"] = Day(e.Member.JoinedOn),
            ["checkedOn"] = Day(e.Member.CheckedOn),
        },
        StaffLeft e => new() { ["person"] = e.Person.Value, ["leftOn"] = Day(e.LeftOn) },
        CertificateRecorded e => new()
        {
            ["person"] = e.Person.Value, ["certificateKind"] = e.CertificateKind,
            ["certificateTo"] = e.CertificateTo is { } to ? Day(to) : null,
        },
        BackgroundChecked e => new() { ["person"] = e.Person.Value, ["checkedOn"] = Day(e.CheckedOn), ["goodTo"] = Day(e.GoodTo) },
        TimetableFiled e => new()
        {
            ["timetableNo"] = e.TimetableNo, ["firstDay"] = Day(e.FirstDay), ["lastDay"] = Day(e.LastDay), ["lessons"] = e.Lessons.Count,
        },
        InstitutionWhiteListed e => new() { ["listed"] = true, ["on"] = Day(e.ListedOn) },
        InstitutionDelisted e => new() { ["listed"] = false, ["on"] = Day(e.DelistedOn), ["reason"] = e.Reason },
        InstitutionStopped e => new() { ["status"] = "stopped", ["on"] = Day(e.StoppedOn), ["cause"] = e.Cause },
        InstitutionResumed e => new() { ["status"] = "running", ["on"] = Day(e.ResumedOn) },
        InstitutionTerminated e => new() { ["status"] = "terminated", ["on"] = Day(e.TerminatedOn) },
        InstitutionExpired e => new() { ["status"] = "expired", ["on"] = Day(e.ExpiredOn) },
        _ => [],
    };

    static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
