using Domain.Identity;
using Domain.Kernel;
using Domain.Prepayments;
using NodaTime;
using Projections.Prepayments;

namespace Projections.Tests.Prepayments;

/// <summary>What parents, institution and finance read: the same fen in the same places as the events say.</summary>
public sealed class ContractPageTests
{
    const string Stream = "prepayment-account/PA-1";
    const string No = "PA-1-1";

    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("教监管〔2022〕4号", "预收费");
    static readonly Instant Evening = Instant.FromUtc(2026, 3, 2, 10, 0);

    static readonly ContractOffered Offer = new(
        No, "TI-1", "320509", new PersonRef("p-child"), new PersonRef("p-parent"),
        new ContractTerms("SWIM", "C-1", Monday, Monday.PlusDays(30), 4, 45, 1_003), new DocumentId(Guid.Empty), "charge-caps/1", Monday,
        Basis);

    static readonly object[] Held =
    [
        Offer,
        new ContractSigned(No, "bank-custody", 1_003, null, null, "prepayment-terms/1", Monday, Monday.PlusDays(7), Basis),
        new FundsSecured(No, 1_003, "locked", Monday),
    ];

    [Theory]
    [InlineData(1, "offered")]
    [InlineData(2, "locking")]
    [InlineData(3, "held")]
    public void a_contract_comes_to_its_money_step_by_step(int events, string stage)
    {
        var page = Page(Held[..events]);
        Assert.Equal((stage, stage == "held" ? 1_003 : 0, (long)events), (page.Stage, page.PaidFen, page.Version));
    }

    [Fact]
    public void a_refused_lock_leaves_nothing()
    {
        var page = Page([.. Held[..2], new LockRefused(No, 422, Monday)]);
        Assert.Equal(("void", 0, 0), (page.Stage, page.PaidFen, page.RemainingFen));
    }

    [Fact]
    public void each_fen_is_in_one_place_at_every_step()
    {
        object[] story =
        [
            .. Held,
            new LessonDelivered(No, 1, Evening, Evening + Duration.FromMinutes(45), null),
            new LessonDelivered(No, 2, Evening + Duration.FromHours(24), Evening + Duration.FromHours(25), null),
            new LessonConfirmed(No, 1, 250, "bank-custody", "parent", null, Monday, Basis),
            new LessonFeeReleased(No, 1, 250, Monday),
            new LessonStruck(No, 2, null, Monday, Basis),
            new RefundInstructed(No, 1, [4], 253, "bank-custody", "undelivered", "prepayment-terms/1", Monday, Basis),
            new RefundInstructed(No, 2, [2, 3], 500, "bank-custody", "return", "prepayment-terms/1", Monday, Basis),
            new PrepaymentRefunded(No, 2, 500, Monday.PlusDays(1)),
        ];
        for (var events = 3; events <= story.Length; events++)
        {
            var step = Page(story[..events]);
            Assert.Equal(
                step.PaidFen, step.ReleasedFen + step.ReleasingFen + step.RefundedFen + step.RefundingFen + step.RemainingFen);
        }

        var page = Page(story);
        Assert.Equal((250, 500, 253, 0), (page.ReleasedFen, page.RefundedFen, page.RefundingFen, page.RemainingFen));
        Assert.Equal(["released", "refunded", "refunded", "refunding"], page.Lessons.Select(lesson => lesson.Stage));
        Assert.Equal([null, Monday.PlusDays(1)], page.Refunds.Select(refund => refund.RefundedOn));
        Assert.Null(page.Lessons[1].From);
    }

    [Fact]
    public void what_was_read_by_supervision_is_what_stands_in_the_page()
    {
        var account = new CustodyPage(
            "TI-1", "320509", new PersonRef("p-ti"), new PersonRef("p-seller"), "bank-custody", "ICBC", 0, "prepayment-terms/1", "running",
            null, Monday, Monday, 1);
        var lesson = new LessonDelivered(No, 1, Evening, Evening + Duration.FromMinutes(45), null);
        var refund = new RefundInstructed(No, 1, [4], 253, "bank-custody", "undelivered", "prepayment-terms/1", Monday, Basis);

        var figures = SupervisedFigures.Of(account, [Page([.. Held, lesson, refund])]).Contracts[0];

        Assert.Equal((750, 3, Monday, Monday), (
            figures.Remaining.Fen, figures.LessonsLeft, figures.LastLessonOn, figures.OldestUnconfirmedOn));
        Assert.Equal([Monday], figures.GivenBack);
        Assert.Null(SupervisedFigures.Of(account, [Page(Held)]).Contracts[0].LastLessonOn);
    }

    static ContractPage Page(object[] events) =>
        ReadModels.PrepaidContracts.Rows(Recorded.Of(Stream, [.. events.Select(e => (Monday, e))]))[No];
}
