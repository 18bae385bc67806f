using System.Globalization;
using EventStore;
using NodaTime;

namespace Bench.Cards;

public sealed record CardIssued(string CardNo, string Venue, string District, long BalanceFen, LocalDate IssuedOn, string Digest);

/// <summary>About 300 bytes of JSON, as the product's events have.</summary>
public sealed record VisitPaid(
    long Number, long AmountFen, long BalanceFen, string Venue, string District, string Gate, string Terminal, string Receipt,
    LocalDate On, Instant At, string Rule, string Edition, string Digest);

/// <summary>What a decision on a card rests on.</summary>
public sealed record VisitCard(long BalanceFen, long Visits, LocalDate LastVisit)
{
    public static VisitCard None { get; } = new(0, 0, LocalDate.MinIsoValue);
}

/// <summary>The aggregate that all rows write: a prepaid card from which each visit takes its price.</summary>
public static class VisitCards
{
    public const string StreamType = "visit_card";

    public const string Caller = "app:gate";

    public const string UserName = "person/00000000000000000000000000000001";

    /// <summary>A card that no run can empty.</summary>
    public const long FirstBalanceFen = 1_000_000_000_000;

    const long PriceFen = 35_00;
    const string Sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    public static EventTypes Types { get; } = new([typeof(CardIssued), typeof(VisitPaid)]);

    public static IReadOnlyDictionary<string, string> Headers { get; } =
        new Dictionary<string, string> { ["role"] = "venue", ["district"] = "320509", ["office"] = "none" };

    public static string Stream(long number) => string.Create(CultureInfo.InvariantCulture, $"visit-card/{number:D9}");

    public static CardIssued Issued(long number, LocalDate on) => new(
        string.Create(CultureInfo.InvariantCulture, $"VC-{number:D9}"), "venue/320509-000123", "320509", FirstBalanceFen, on, Sm3);

    public static VisitCard Evolve(VisitCard card, object @event) => @event switch
    {
        CardIssued issued => new(issued.BalanceFen, 0, issued.IssuedOn),
        VisitPaid paid => new(paid.BalanceFen, paid.Number, paid.On),
        _ => card,
    };

    /// <returns>The visit, or null where the card does not allow it.</returns>
    public static VisitPaid? Pay(VisitCard card, Instant at)
    {
        var on = at.InUtc().Date;
        return card.BalanceFen < PriceFen || on < card.LastVisit ? null : Visit(card.Visits + 1, card.BalanceFen - PriceFen, on, at);
    }

    public static VisitPaid Visit(long number, long balanceFen, LocalDate on, Instant at) => new(
        number, PriceFen, balanceFen, "venue/320509-000123", "320509", "gate-03", "terminal-17",
        string.Create(CultureInfo.InvariantCulture, $"R-2026-{number:D9}"), on, at, "VC-7", "2026-1", Sm3);

    /// <summary>The write of the product's store for one visit.</summary>
    public static Write<VisitCard> Write(string stream, CommandKey command) => new()
    {
        Command = new CommandId(Caller, command.Key, command.Digest),
        Stream = stream,
        StreamType = StreamType,
        Initial = VisitCard.None,
        Evolve = Evolve,
        Decide = (card, _) => Pay(card, command.At) is { } paid
            ? new Decision.Accept([new StreamAppend(stream, StreamType, [paid])])
            : new Decision.Refuse("visit-card.not-covered", []),
        Metadata = new EventMetadata(command.At, UserName, command.Correlation, null, Headers),
    };
}

/// <summary>What tells one command from another, made anew for each, in the base as in ours.</summary>
public sealed record CommandKey(string Key, byte[] Digest, string Correlation, Instant At)
{
    static readonly byte[] AnyDigest = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    public static CommandKey Next()
    {
        var key = Guid.NewGuid().ToString();
        return new(key, AnyDigest, key, SystemClock.Instance.GetCurrentInstant());
    }
}
