using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

/// <summary>Everything that is decided about a voucher programme (体育消费惠民补贴活动), as data; nothing of it is code.</summary>
/// <param name="Name">As published.</param>
/// <param name="OpensOn">First day on which vouchers are issued or used.</param>
/// <param name="ClosesOn">Last day, inclusive.</param>
/// <param name="Sports">Codes of the sports it pays for; empty where it pays for all.</param>
/// <param name="Venues">Codes of the designated venues (定点场馆) it is limited to; empty for all of the district.</param>
/// <param name="MerchantCap">The most that one venue may be paid; null without a limit.</param>
public sealed record ProgrammeTerms(
    string Name,
    string District,
    LocalDate OpensOn,
    LocalDate ClosesOn,
    IReadOnlyList<string> Sports,
    IReadOnlyList<string> Venues,
    IReadOnlyList<VoucherKind> Kinds,
    IReadOnlyList<BatchPlan> Batches,
    ClaimRules Claims,
    UseRules Use,
    EligibilityRules Eligible,
    RecyclePolicy Recycling,
    RefundPolicy Refunds,
    Money? MerchantCap)
{
    public BatchPlan? Batch(int number) => Batches.FirstOrDefault(batch => batch.Batch == number);

    public VoucherKind? KindOf(BatchPlan batch) => Kinds.FirstOrDefault(kind => kind.Code == batch.Kind);

    /// <summary>What all batches come to if every voucher is used in full.</summary>
    public Money Cost() => Batches.Sum(batch => (KindOf(batch)?.Face ?? Money.Zero) * batch.Stock);
}

/// <summary>A voucher (消费券) by its amounts and by the service it is good for.</summary>
/// <param name="Face">The most it pays (面值).</param>
/// <param name="Threshold">The least that one real payment must come to before the voucher (使用门槛); nothing for none.</param>
/// <param name="MostSharePercent">The most of the fee it may pay, 1 to 100.</param>
/// <param name="MayStack">False where no other discount may be used in the same payment.</param>
/// <param name="LeastClassHours">For courses: the class hours bought in one contract; 0 where it is for single visits.</param>
/// <param name="Sport">The one sport it is good for; null where it is good for all that the programme pays for.</param>
public sealed record VoucherKind(
    string Code, Money Face, Money Threshold, int MostSharePercent, bool MayStack, int LeastClassHours, int LeastMinutesPerHour,
    string? Sport = null);

public enum IssueMode
{
    /// <summary>At an announced moment, to whoever has a ticket of before, in waves (限时抢券).</summary>
    Drop = 1,

    /// <summary>Registration, then a draw that anybody can run again (摇号).</summary>
    Lottery = 2,

    /// <summary>First come, first served, while the batch is open (先到先得).</summary>
    FirstCome = 3,
}

/// <summary>One issue of vouchers (投放批次).</summary>
/// <param name="Batch">Running number within the programme.</param>
/// <param name="OpensAt">First instant of claiming, or of registration.</param>
/// <param name="ClosesAt">First instant after it.</param>
/// <param name="DrawAt">For a lottery; null for a drop.</param>
/// <param name="SeniorReserve">Of the stock, kept for seniors (适老化保留名额).</param>
/// <param name="AssistedReserve">Of the stock, kept for claims entered at a counter or by telephone for somebody.</param>
/// <param name="ReserveOpensAt">From then on what is left of the reserves is for everybody; null where it never is.</param>
/// <param name="ValidDays">Days of use, the day of the claim being the first; null where <paramref name="ValidTo"/> says it.</param>
/// <param name="ValidTo">Last day of use, inclusive.</param>
/// <param name="Waves">For a drop: into how many groups, drawn by chance, its tickets fall; 1 where all come at once.</param>
/// <param name="WaveSeconds">From one group to the next; 0 where there is one.</param>
public sealed record BatchPlan(
    int Batch, string Kind, IssueMode Mode, Instant OpensAt, Instant ClosesAt, Instant? DrawAt, int Stock, int SeniorReserve,
    int AssistedReserve, Instant? ReserveOpensAt, int? ValidDays, LocalDate? ValidTo, int Waves = 1, int WaveSeconds = 0)
{
    /// <summary>From when on a group of tickets is served.</summary>
    /// <param name="wave">From 0 on.</param>
    public Instant OpensFor(int wave) => OpensAt + Duration.FromSeconds((long)wave * WaveSeconds);

    /// <summary>How many vouchers of a share there are, before any comes back.</summary>
    public int StockOf(StockShare share) =>
        share switch
        {
            StockShare.Senior => SeniorReserve,
            StockShare.Assisted => AssistedReserve,
            _ => Stock - SeniorReserve - AssistedReserve,
        };
}

/// <summary>Over what a limit counts; natural weeks begin on Monday, all days end at midnight in Suzhou.</summary>
public enum LimitWindow
{
    Batch = 1,
    Day = 2,
    Week = 3,
    Month = 4,
    Year = 5,
    Programme = 6,
}

/// <param name="Count">The most vouchers; null without a limit of their number.</param>
/// <param name="Sum">The most in face value; null without one.</param>
public sealed record ClaimLimit(LimitWindow Window, int? Count, Money? Sum);

/// <summary>How much one person may take; what was taken counts whether it was used or not.</summary>
/// <param name="MostHeld">Vouchers held unused at a time; null without a limit.</param>
/// <param name="UseBeforeNext">True where the last one must be used before the next is taken.</param>
public sealed record ClaimRules(IReadOnlyList<ClaimLimit> Limits, int? MostHeld, bool UseBeforeNext);

/// <param name="Weekdays">On which vouchers are good; empty for all.</param>
/// <param name="From">First minute of the day on which they are good; null from midnight.</param>
/// <param name="To">First minute after; null until midnight.</param>
/// <param name="MostPerDay">Uses by one person on one day, over all venues; null without a limit.</param>
public sealed record UseRules(IReadOnlyList<IsoDayOfWeek> Weekdays, LocalTime? From, LocalTime? To, int? MostPerDay);

/// <param name="AgeFrom">Completed years on the day of the claim, inclusive.</param>
/// <param name="AgeTo">Inclusive.</param>
/// <param name="SeniorFrom">From which age somebody draws on the reserve for seniors.</param>
/// <param name="Ties">household, residence-permit, social-insurance: one of them is enough; empty where nobody is asked.</param>
public sealed record EligibilityRules(int? AgeFrom, int? AgeTo, int? SeniorFrom, IReadOnlyList<string> Ties, bool DisabledOnly)
{
    public static IReadOnlyList<string> KnownTies { get; } = ["household", "residence-permit", "social-insurance"];
}

/// <summary>Where the money of an expired voucher goes.</summary>
public enum RecyclePolicy
{
    /// <summary>The voucher goes back into the stock of its batch while that is open.</summary>
    SameBatch = 1,

    /// <summary>It adds to the stock of the next batch of its kind.</summary>
    NextBatch = 2,

    /// <summary>It is not issued again: the money goes back to the fund when the programme closes.</summary>
    Fund = 3,
}

public enum RefundPolicy
{
    /// <summary>A full refund in time gives the voucher back with its old last day.</summary>
    Restore = 1,

    /// <summary>Whatever is refunded, the voucher is gone.</summary>
    Forfeit = 2,
}
