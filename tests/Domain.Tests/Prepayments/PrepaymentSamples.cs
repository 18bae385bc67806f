using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Prepayments;
using NodaTime;

namespace Domain.Tests.Prepayments;

/// <summary>An institution of 吴江区, and a child who takes ten lessons of basketball for 1,000.03 yuan from 2 March 2026.</summary>
static class PrepaymentSamples
{
    public const string ContractNo = "PA-1-1";
    public const string CreditCode = "91320509MAL55G7059";

    public static readonly Actor Seller = new(new PersonRef("p-seller"), "applicant", "320500");
    public static readonly Actor Parent = new(new PersonRef("p-parent"), "applicant", "320500");
    public static readonly Actor Stranger = new(new PersonRef("p-other"), "applicant", "320500");
    public static readonly Actor Clerk = new(new PersonRef("p-clerk"), "clerk", "320509");
    public static readonly Actor Approver = new(new PersonRef("p-approver"), "approver", "320509");
    public static readonly Actor System = new(new PersonRef("system"), "system", "320500");
    public static readonly PersonRef Trainee = new("p-trainee");

    public static readonly ContractTerms Terms = new(
        "BASKETBALL", "C-1", Day(3, 2), Day(5, 29), Lessons: 10, LessonMinutes: 45, AmountFen: 100_003);

    public static readonly OpenCustody Opening = new(
        Clerk, At(2, 1), "TI-1", new PersonRef("p-institution"), "320509", "bank-custody", "ICBC", Text(1), 0, Seller.Person, CreditCode,
        RepresentativeAge: 46);

    /// <summary>Approved, registered and on the white list.</summary>
    public static readonly SellerLicence Licence = new(
        "320509", new LocalDate(2028, 12, 31), CreditCode, Runs: true, WhiteListed: true, ["BASKETBALL", "SWIM"], "bank-custody");

    public static readonly OpenCustody DepositOpening = Opening with { Mode = "risk-deposit", DepositFen = 5_000_000 };

    public static readonly OfferContract Offering = new(
        Seller, At(3, 1), Trainee, Parent.Person, Terms, Text(2), TraineeAge: 9, ParentAge: 38);

    public static readonly SignContract Signing = new(Parent, At(3, 1), ContractNo, Text(3));
    public static readonly LockAnswered Locked = new(System, At(3, 1), ContractNo, null);

    public static RecordLesson Lesson(int number, int month = 3, int? day = null, int hour = 18) =>
        new(
            Seller, At(month, day ?? number + 1, 22), ContractNo, number, At(month, day ?? number + 1, hour),
            At(month, day ?? number + 1, hour, 45), null);

    public static ConfirmLesson Confirming(int number) => new(Parent, At(3, 20), ContractNo, number);

    public static CustodyAccount Custody(params CustodyCommand[] further) =>
        Custody(Opening, further);

    public static CustodyAccount Custody(OpenCustody opening, IEnumerable<CustodyCommand> further) =>
        further.Prepend(opening).Aggregate(CustodyAccount.Initial, (state, command) =>
            Assert.IsType<Answer<CustodyEvent>.Accepted>(
                CustodyDecider.Decide(command, state, Licence with { CustodyMode = opening.Mode })).Events
                .Aggregate(state, CustodyDecider.Evolve));

    public static CustodyAccount FrozenCustody => Custody(new FreezeCustody(Clerk, At(3, 10), "stopped", Text(4)));

    public static CustodyAccount ReturningCustody =>
        Custody(new FreezeCustody(Clerk, At(3, 10), "stopped", Text(4)), new OrderReturn(Approver, At(3, 11), Text(5)));

    public static Instant At(int month, int day, int hour = 9, int minute = 0) =>
        (Day(month, day) + new LocalTime(hour, minute)).InZoneStrictly(WorkCalendar.Zone).ToInstant();

    public static LocalDate Day(int month, int day) => new(2026, month, day);

    public static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}

/// <summary>A history of commands, and what the next one comes to.</summary>
sealed class AccountStory(CustodyAccount custody)
{
    public PrepaymentAccount State { get; private set; } = PrepaymentAccount.Initial;

    public List<PrepaymentEvent> Events { get; } = [];

    public PrepaidContract.Held Held => (PrepaidContract.Held)State.Contracts[0];

    public CustodyAccount Custody { get; set; } = custody;

    public SellerLicence? Licence { get; set; } = PrepaymentSamples.Licence;

    public static AccountStory Begin(params PrepaymentCommand[] commands) =>
        new AccountStory(PrepaymentSamples.Custody()).And(commands);

    public static AccountStory OfHeld(params PrepaymentCommand[] commands) =>
        Begin(PrepaymentSamples.Offering, PrepaymentSamples.Signing, PrepaymentSamples.Locked).And(commands);

    public AccountStory And(params PrepaymentCommand[] commands)
    {
        foreach (var command in commands) Run(command);
        return this;
    }

    public AccountStory Under(SellerLicence? other)
    {
        Licence = other;
        return this;
    }

    public AccountStory Under(CustodyAccount other)
    {
        Custody = other;
        return this;
    }

    public Answer<PrepaymentEvent> Ask(PrepaymentCommand command) =>
        PrepaymentDecider.Decide(command, State, new PrepaymentFacts("PA-1", Custody, Licence));

    /// <summary>Also asks the same once more, which must change nothing unless it asks for more of the same.</summary>
    public IReadOnlyList<PrepaymentEvent> Run(PrepaymentCommand command)
    {
        var events = Assert.IsType<Answer<PrepaymentEvent>.Accepted>(Ask(command)).Events;
        Events.AddRange(events);
        State = events.Aggregate(State, PrepaymentDecider.Evolve);
        if (command is not RequestRefund)
            Assert.Empty(Assert.IsType<Answer<PrepaymentEvent>.Accepted>(Ask(command)).Events);
        return events;
    }

    public void Refuses(Refusal refusal, PrepaymentCommand command) =>
        Assert.Equal(refusal.Code, Assert.IsType<Answer<PrepaymentEvent>.Refused>(Ask(command)).Refusal.Code);
}
