using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Subsidies.ProgrammeRefusals;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.ProgrammeEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>specs/programmes.md, PRG-6: what other terms may say of batches, and PRG-1: that no text of them names a person.</summary>
public sealed class LaterTermsSpec
{
    static readonly ProgrammeTerms Later = FirstCome(Terms) with
    {
        Batches = [Drop with { Mode = IssueMode.FirstCome, OpensAt = At(2026, 6, 20, 10) }, Lottery with { OpensAt = At(2026, 6, 9, 1) }],
    };

    static readonly ProposeTerms First = new(
        Maker, At(2026, 5, 11, 9), "P1", "FND-2026-0001", 2026, Later.OpensOn, Later, Money.Yuan(1_500));

    static readonly ProposeTerms Change = First with { At = At(2026, 6, 3, 9), InForceFrom = new LocalDate(2026, 6, 9) };

    static readonly ApproveTerms Approve = new(Checker, At(2026, 5, 11, 9), 1, Review);

    [Theory]
    [InlineData(8, 23, 59)]
    [InlineData(1, 10, 0)]
    public void a_batch_that_is_other_or_new_does_not_open_before_its_terms_are_in_force(int day, int hour, int minute)
    {
        var opens = At(2026, 6, day, hour, minute);

        Assert.Equal(ChangeMustLookAhead.Code, WhyNot(Change with { Terms = Moved(opens) }, Running));
        Assert.Equal(ChangeMustLookAhead.Code, WhyNot(Change with { Terms = Added(opens) }, Running));
    }

    [Fact]
    public void it_opens_with_the_first_instant_of_them_and_is_claimed_by_them()
    {
        var opens = At(2026, 6, 9, 0);
        foreach (var terms in (ProgrammeTerms[])[Moved(opens), Added(opens)])
        {
            var running = After(Running, Change with { Terms = terms }, Approve with { At = At(2026, 6, 3, 10), Edition = 2 });
            foreach (var batch in terms.Batches)
                Assert.Same(terms, ((Programme.Running)running).For(batch.Batch, At(2026, 6, 21, 0)).Terms);
        }
    }

    /// <summary>1 June 2026 is a Monday.</summary>
    [Theory]
    [InlineData(7, null, null)]
    [InlineData(6, null, "2026-06-01")]
    [InlineData(1, null, "2026-06-01")]
    [InlineData(null, 7, null)]
    [InlineData(null, 6, "2026-06-01")]
    public void a_voucher_of_any_day_meets_a_weekday_of_use(int? validDays, int? validTo, string? useless)
    {
        var terms = Terms with
        {
            Use = Terms.Use with { Weekdays = [IsoDayOfWeek.Sunday] },
            Batches =
            [
                Drop with
                {
                    ClosesAt = At(2026, 6, 6, 0), ValidDays = validDays, ValidTo = validTo is { } day ? new LocalDate(2026, 6, day) : null,
                },
                Lottery,
            ],
        };

        var found = TermsContradictions.Of(terms, Money.Yuan(1_500), 2026);
        Assert.Equal(useless is null ? [] : ["validity-must-meet-weekdays"], found.Select(one => one.Code));
        Assert.All(found, one => Assert.Contains(useless!, one.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void the_last_vouchers_end_with_the_programme_and_meet_a_weekday_before()
    {
        var terms = Terms with { Use = Terms.Use with { Weekdays = [IsoDayOfWeek.Sunday] }, Batches = [Drop, Lottery] };

        // From Monday 29 June on no Sunday comes before the programme closes on the 30th.
        var found = Assert.Single(TermsContradictions.Of(terms, Money.Yuan(1_500), 2026));
        Assert.Contains("2026-06-29", found.Detail, StringComparison.Ordinal);
        var earlier = terms with { Batches = [Drop with { ClosesAt = At(2026, 6, 29, 0) }, Lottery] };
        Assert.Empty(TermsContradictions.Of(earlier, Money.Yuan(1_500), 2026));
    }

    [Theory]
    [InlineData("消费券13812345678")]
    [InlineData("消费券320508199001011233")]
    [InlineData("张三 320508900101123")]
    public void no_text_of_a_programme_holds_the_number_of_a_person(string text)
    {
        Assert.Equal(NameMustBeReadable.Code, WhyNot(First with { Terms = Later with { Name = text } }, Programme.Initial));
        Assert.Equal(
            ReviewMustBeOnFile.Code,
            WhyNot(Approve with { Review = Review with { ReviewNo = text.Replace(" ", "") } }, After(Programme.Initial, First)));
    }

    static Programme Running => After(Programme.Initial, First, Approve);

    static ProgrammeTerms Moved(Instant opens) => Later with { Batches = [Later.Batches[0] with { OpensAt = opens }, Later.Batches[1]] };

    static ProgrammeTerms Added(Instant opens) => Later with
    {
        Batches = [Later.Batches[0] with { Stock = 19 }, Later.Batches[1], Later.Batches[0] with { Batch = 3, OpensAt = opens, Stock = 1 }],
    };

    static string WhyNot(ProgrammeCommand command, Programme programme) =>
        Assert.IsType<Answer.Refused>(ProgrammeDecider.Decide(command, programme)).Refusal.Code;

    static Programme After(Programme programme, params ProgrammeCommand[] commands) => commands.Aggregate(
        programme,
        (state, command) => Assert.IsType<Answer.Accepted>(ProgrammeDecider.Decide(command, state)).Events
            .Aggregate(state, ProgrammeDecider.Evolve));
}
