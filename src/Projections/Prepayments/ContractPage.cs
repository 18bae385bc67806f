using Domain.Identity;
using Domain.Licensing;
using Domain.Prepayments;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Prepayments;

/// <summary>A contract as parent, institution and bureau see it. No names: they stay sealed.</summary>
/// <param name="Stage">offered, locking, held, void.</param>
/// <param name="Mode">bank-custody or risk-deposit; null before it is signed.</param>
/// <param name="Version">Of the account's stream.</param>
public sealed record ContractPage(
    string ContractNo, string AccountNo, string Institution, string District, PersonRef Parent, PersonRef Trainee, DocumentId Text,
    ContractTerms Terms, string Stage, string? Mode, LocalDate OfferedOn, LocalDate? SignedOn, LocalDate? WithdrawBy, long PaidFen,
    IReadOnlyList<LessonLine> Lessons, IReadOnlyList<RefundLine> Refunds, long Version)
{
    public long ReleasedFen => Sum("released");

    public long ReleasingFen => Sum("releasing");

    public long RefundedFen => Sum("refunded");

    public long RefundingFen => Sum("refunding");

    public long RemainingFen => Sum("undelivered") + Sum("delivered");

    /// <summary>Lessons recorded or paid for.</summary>
    public int Delivered => Lessons.Count(lesson => lesson.Stage is "delivered" or "releasing" or "released");

    public int Confirmed => Lessons.Count(lesson => lesson.Stage is "releasing" or "released");

    public int Left => Lessons.Count(lesson => lesson.Stage == "undelivered");

    long Sum(string stage) => Lessons.Where(lesson => lesson.Stage == stage).Sum(lesson => lesson.FeeFen);
}

/// <param name="Stage">undelivered, delivered, releasing, released, refunding, refunded.</param>
/// <param name="MovedOn">Day on which it came to this stage.</param>
public sealed record LessonLine(int Number, long FeeFen, string Stage, Instant? From, Instant? To, LocalDate? MovedOn);

public sealed record RefundLine(
    int RefundNo, IReadOnlyList<int> Lessons, long AmountFen, string Ground, LocalDate InstructedOn, LocalDate? RefundedOn);

public sealed class ContractProjection : Projection<ContractPage>
{
    public override Table<ContractPage> Table { get; } = new()
    {
        Name = "prepaid_contract",
        Version = 1,
        Columns = new Columns<ContractPage>()
            .Text("district", page => page.District, required: true)
            .Text("institution", page => page.Institution, required: true)
            .Text("account_no", page => page.AccountNo, required: true)
            .Text("parent", page => page.Parent.Value, required: true)
            .Text("stage", page => page.Stage, required: true)
            .Number("paid_fen", page => page.PaidFen, required: true)
            .Number("released_fen", page => page.ReleasedFen, required: true)
            .Number("releasing_fen", page => page.ReleasingFen, required: true)
            .Number("refunded_fen", page => page.RefundedFen, required: true)
            .Number("refunding_fen", page => page.RefundingFen, required: true)
            .Number("remaining_fen", page => page.RemainingFen, required: true),
        Indexes = ["(institution, account_no)", "(parent, key)", "(district, institution, key)"],
        DistrictColumn = "district",
    };

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith("prepayment-account/", StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data switch
        {
            ContractOffered e => [e.ContractNo],
            ContractSigned e => [e.ContractNo],
            FundsSecured e => [e.ContractNo],
            LockRefused e => [e.ContractNo],
            LessonDelivered e => [e.ContractNo],
            LessonConfirmed e => [e.ContractNo],
            LessonStruck e => [e.ContractNo],
            LessonFeeReleased e => [e.ContractNo],
            RefundInstructed e => [e.ContractNo],
            PrepaymentRefunded e => [e.ContractNo],
            _ => [],
        };

    public override ContractPage? Evolve(string key, ContractPage? row, StoredEvent stored) =>
        (stored.Data switch
        {
            ContractOffered e when e.ContractNo == key => Offered(e, stored),
            PrepaymentEvent e when row is not null => After(row, e, WorkCalendar.DayOf(stored.Timestamp)),
            _ => row,
        }) is { } page
            ? page with { Version = stored.Version }
            : null;

    static ContractPage Offered(ContractOffered e, StoredEvent stored) =>
        new(
            e.ContractNo, stored.Stream[(stored.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..], e.Institution, e.District, e.Parent,
            e.Trainee, e.Text, e.Terms, "offered", null, e.OfferedOn, null, null, 0, [], [], 0);

    static ContractPage After(ContractPage row, PrepaymentEvent @event, LocalDate today) => @event switch
    {
        ContractSigned e => row with { Stage = "locking", Mode = e.Mode, SignedOn = e.SignedOn, WithdrawBy = e.WithdrawBy },
        FundsSecured e => row with { Stage = "held", PaidFen = e.AmountFen, Lessons = Lessons(row.Terms, e.AmountFen) },
        LockRefused => row with { Stage = "void" },
        LessonDelivered e => row.Move([e.Lesson], "delivered", today, lesson => lesson with { From = e.From, To = e.To }),
        LessonStruck e => row.Move([e.Lesson], "undelivered", today, lesson => lesson with { From = null, To = null }),
        LessonConfirmed e => row.Move([e.Lesson], "releasing", e.ConfirmedOn),
        LessonFeeReleased e => row.Move([e.Lesson], "released", e.ReleasedOn),
        RefundInstructed e => row.Move(e.Lessons, "refunding", e.InstructedOn) with
        {
            Refunds = [.. row.Refunds, new RefundLine(e.RefundNo, e.Lessons, e.AmountFen, e.Ground, e.InstructedOn, null)],
        },
        PrepaymentRefunded e => row.MoveRefunded(e),
        _ => row,
    };

    static LessonLine[] Lessons(ContractTerms terms, long amountFen) =>
        [.. new Domain.Kernel.Money(amountFen).Split(terms.Lessons)
            .Select((fee, index) => new LessonLine(index + 1, fee.Fen, "undelivered", null, null, null))];
}

static class ContractMoves
{
    public static ContractPage Move(
        this ContractPage page, IReadOnlyCollection<int> numbers, string stage, LocalDate today,
        Func<LessonLine, LessonLine>? also = null) =>
        page with
        {
            Lessons =
            [
                .. page.Lessons.Select(lesson =>
                    numbers.Contains(lesson.Number)
                        ? (also?.Invoke(lesson) ?? lesson) with { Stage = stage, MovedOn = today }
                        : lesson),
            ],
        };

    public static ContractPage MoveRefunded(this ContractPage page, PrepaymentRefunded e) =>
        page.Refunds.FirstOrDefault(refund => refund.RefundNo == e.RefundNo) is { } line
            ? page.Move(line.Lessons, "refunded", e.RefundedOn) with
            {
                Refunds = [.. page.Refunds.Select(refund => refund == line ? refund with { RefundedOn = e.RefundedOn } : refund)],
            }
            : page;
}
