using Application.Ports;
using Application.Subsidies;
using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using Infrastructure.Cryptography;
using NodaTime;

namespace Api.Tests.Subsidies;

/// <summary>specs/vouchers.md, VCH-13: what a ticket is good for.</summary>
public sealed class TicketSpec
{
    static readonly ClaimantFacts Adult = new(new LocalDate(1990, 1, 1), "320508", [], false, false, false, null);

    readonly Tickets tickets = new(new Keys(), new Sm3());

    [Theory]
    [InlineData("{0}.{1}", true)]
    [InlineData("{0}.{1}=", false)]
    [InlineData(" {0}.{1}", false)]
    [InlineData("{0} .{1}", false)]
    [InlineData("{0}.{1}\n", false)]
    [InlineData("{0}=.{1}", false)]
    [InlineData("{0}.{1}.", false)]
    [InlineData(".{1}", false)]
    [InlineData("{0}.", false)]
    [InlineData("{0}.A", false)]
    public void it_has_one_spelling(string spelling, bool isOne)
    {
        var parts = tickets.Seal(Made(At(31, 10), At(31, 10))).Split('.');

        Assert.Equal(
            isOne,
            tickets.Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, parts[0], parts[1])) is not null);
    }

    [Theory]
    [InlineData(23, 40, 23, 55)]
    [InlineData(23, 50, 24, 0)]
    [InlineData(23, 59, 24, 0)]
    public void it_is_good_for_a_quarter_of_an_hour_and_never_for_two_days(int hour, int minute, int untilHour, int untilMinute)
    {
        var opens = At(31, hour, minute);
        var until = At(31, 0) + Duration.FromMinutes((untilHour * 60) + untilMinute);

        Assert.Equal(until, Made(opens, opens - Duration.FromMinutes(20)).ExpiresAt);
        Assert.Equal(until, Made(At(31, 9), opens).ExpiresAt);
    }

    [Fact]
    public void it_is_not_good_once_the_batch_has_closed() =>
        Assert.Equal(At(31, 12), Made(At(31, 9), At(31, 11, 50), closes: At(31, 12)).ExpiresAt);

    Ticket Made(Instant opens, Instant now, Instant? closes = null)
    {
        BatchPlan plan = new(1, "V50", IssueMode.Drop, opens, closes ?? opens + Duration.FromDays(1), null, 5, 0, 0, null, 7, null);
        ProgrammeTerms terms = new(
            "苏州体育惠民消费券", "320500", new LocalDate(2026, 5, 1), new LocalDate(2026, 6, 30), [], [],
            [new("V50", Money.Yuan(50), Money.Zero, 100, false, 0, 0)], [plan], new ClaimRules([], null, false),
            new UseRules([], null, null, null), new EligibilityRules(null, null, 60, [], false), RecyclePolicy.Fund, RefundPolicy.Restore,
            null);
        return tickets.Make("TK-1", plan, 1, new PersonRef("p-1"), new string('0', 64), "app", Adult, terms, now);
    }

    static Instant At(int day, int hour, int minute = 0) =>
        Instant.FromUtc(2026, 5, day, 0, 0) + Duration.FromMinutes(((hour - 8) * 60) + minute);

    sealed class Keys : ISubsidyKeys
    {
        public byte[] Tickets { get; } = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

        public byte[] Draws => Tickets;
    }
}
