using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Application.Ports;
using Domain.Identity;
using Domain.Subsidies;
using EventStore;
using NodaTime;

namespace Application.Subsidies;

/// <summary>What a ticket of a drop says (入场凭证).</summary>
/// <param name="No">By which the claim is recognised when it comes again.</param>
/// <param name="Holder">SM3 of a secret that only the claimant's device knows, hex, lower case.</param>
public sealed record Ticket(
    string No, string ProgrammeNo, int Batch, PersonRef Person, string Holder, string Channel, Admission Admission, Instant OpensAt,
    Instant ExpiresAt);

/// <summary>Makes and reads tickets under HMAC-SM3: no database and no signature stands in the way of a rush (ADR 34).</summary>
public sealed class Tickets(ISubsidyKeys keys, ISm3 sm3)
{
    const int LongestTicket = 2_000;

    /// <summary>How long a ticket is good once its wave has begun, or to the day's end: age is of the day of the claim.</summary>
    static readonly Duration Life = Duration.FromMinutes(15);

    /// <summary>A ticket has one spelling: padding and blanks, which a decoder would skip, make another text of it.</summary>
    static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public Ticket Make(
        string programmeNo, BatchPlan batch, int edition, PersonRef person, string holder, string channel, ClaimantFacts claimant,
        ProgrammeTerms terms, Instant now)
    {
        var wave = WaveOf(programmeNo, batch, person);
        var opens = Instant.Max(batch.OpensFor(wave), now);
        var day = Domain.Licensing.WorkCalendar.DayOf(opens);
        return new(
            Guid.CreateVersion7().ToString("N"), programmeNo, batch.Batch, person, holder, channel,
            new Admission(
                edition, wave, Eligibility.ReservesOf(terms, claimant, channel, day), Eligibility.GroupOf(claimant, day)),
            batch.OpensFor(wave), Instant.Min(Instant.Min(opens + Life, Domain.Licensing.WorkCalendar.EndOf(day)), batch.ClosesAt));
    }

    public string Seal(Ticket ticket)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ticket, EventJson.Options);
        return $"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(sm3.Hmac(keys.Tickets, body))}";
    }

    /// <returns>Null where it was not made here.</returns>
    public Ticket? Open(string text)
    {
        if (text.Length > LongestTicket || text.AsSpan().ContainsAnyExcept(Alphabet)) return null;
        if (text.Split('.') is not [var body, var mac]) return null;
        if (!Base64Url.IsValid(body) || !Base64Url.IsValid(mac)) return null;

        var bytes = Base64Url.DecodeFromChars(body);
        return CryptographicOperations.FixedTimeEquals(sm3.Hmac(keys.Tickets, bytes), Base64Url.DecodeFromChars(mac))
            ? JsonSerializer.Deserialize<Ticket>(bytes, EventJson.Options)
            : null;
    }

    /// <summary>Whether whoever shows a ticket knows the secret it was made for.</summary>
    public bool IsHeldBy(Ticket ticket, string secret) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(sm3.Hash(Encoding.UTF8.GetBytes(secret)))),
                Encoding.ASCII.GetBytes(ticket.Holder));

    /// <summary>By chance, and the same however often a person asks; from 0 on.</summary>
    public int WaveOf(string programmeNo, BatchPlan batch, PersonRef person)
    {
        var drawn = sm3.Hmac(keys.Tickets, Encoding.UTF8.GetBytes($"wave\n{programmeNo}\n{batch.Batch}\n{person.Value}"));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(drawn) % (uint)batch.Waves);
    }
}
