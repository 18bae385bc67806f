using Domain.Identity;
using Domain.Kernel;
using Domain.Prepayments;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of prepaid money, every field filled.</summary>
static class PrepaymentEventSamples
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("教监管〔2022〕4号", "预收费");
    static readonly PersonRef Person = new("p-0001");

    public static IReadOnlyList<object> All { get; } =
    [
        new CustodyOpened(
            "TI-1", Person, "320509", "bank-custody", "ICBC", Text(1), 0, new PersonRef("p-0002"), "prepayment-terms/1", Monday, Basis),
        new CustodyRepresentativeNamed(Person, Monday),
        new CustodyFrozen("stopped", Text(2), Monday, Basis),
        new CustodyThawed(Text(3), Monday, Basis),
        new CustodyReturnOrdered(Text(4), Monday, Basis),
        new ContractOffered(
            "PA-1-1", "TI-1", "320509", Person, new PersonRef("p-0002"),
            new ContractTerms("BASKETBALL", "C-1", Monday, Monday.PlusDays(88), 48, 45, 480_001), Text(5), "charge-caps/1", Monday, Basis),
        new ContractSigned(
            "PA-1-1", "bank-custody", 480_001, Text(6), Text(1), "prepayment-terms/1", Monday, Monday.PlusDays(7), Basis),
        new FundsSecured("PA-1-1", 480_001, "locked", Monday),
        new LockRefused("PA-1-1", 422, Monday),
        new LessonDelivered(
            "PA-1-1", 48, Instant.FromUtc(2026, 3, 2, 10, 0), Instant.FromUtc(2026, 3, 2, 10, 45), new string('a', 64)),
        new LessonConfirmed("PA-1-1", 48, 10_031, "bank-custody", "decision", Text(7), Monday, Basis),
        new LessonStruck("PA-1-1", 48, Text(8), Monday, Basis),
        new LessonFeeReleased("PA-1-1", 48, 10_031, Monday),
        new RefundInstructed(
            "PA-1-1", 1, [47, 48], 20_031, "bank-custody", "undelivered", "prepayment-terms/1", Monday, new LegalBasis("消费者权益保护法", "53")),
        new PrepaymentRefunded("PA-1-1", 1, 20_031, Monday),
    ];

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}
