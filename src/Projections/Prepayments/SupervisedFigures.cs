using Domain.Kernel;
using Domain.Licensing;
using Domain.Prepayments;
using NodaTime;

namespace Projections.Prepayments;

/// <summary>What signals are computed from, out of the rows that readers see too.</summary>
public static class SupervisedFigures
{
    public static SupervisedInstitution Of(CustodyPage account, IReadOnlyList<ContractPage> held) =>
        new(
            account.Institution, account.District, account.Mode, new Money(account.DepositFen), account.State, account.Since,
            [.. held.Select(Contract)]);

    static SupervisedContract Contract(ContractPage page) =>
        new(
            page.ContractNo, page.AccountNo, page.Terms, page.SignedOn!.Value, new Money(page.PaidFen), new Money(page.RemainingFen),
            page.Delivered, page.Lessons.Count(lesson => lesson.Stage is "undelivered" or "delivered"),
            Days(page.Lessons).DefaultIfEmpty().Max() is var last && last == default ? null : last,
            Days(page.Lessons.Where(lesson => lesson.Stage == "delivered")).Cast<LocalDate?>().Min(),
            [.. page.Refunds.Where(refund => refund.Ground is "withdrawal" or "undelivered").Select(refund => refund.InstructedOn)]);

    static IEnumerable<LocalDate> Days(IEnumerable<LessonLine> lessons) =>
        lessons.Where(lesson => lesson.From is not null).Select(lesson => WorkCalendar.DayOf(lesson.From!.Value));
}
