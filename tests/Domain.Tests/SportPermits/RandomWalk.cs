using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>Whatever is asked, in whatever order, the stream stays readable and no request counts twice.</summary>
public sealed class RandomWalk
{
    [Fact]
    public void every_history_that_can_be_decided_can_be_read()
    {
        var reached = new HashSet<Type>();
        for (var seed = 0; seed < 2_000; seed++) Walk(new Random(seed), steps: 14, reached);

        // A walk that never gets anywhere would prove nothing.
        Assert.Contains(typeof(LicensingCase.Granted), reached);
        Assert.Contains(typeof(LicensingCase.Closed), reached);
        Assert.Contains(typeof(LicensingCase.NotAccepted), reached);
        Assert.Contains(typeof(LicensingCase.AwaitingCorrection), reached);
    }

    static void Walk(Random random, int steps, HashSet<Type> reached)
    {
        var state = LicensingCase.Initial;
        var day = ReceivedOn;
        var delivered = random.Next(4) != 0;
        for (var step = 0; step < steps; step++)
        {
            day = day.PlusDays(random.Next(0, 3));
            var command = step == 0 ? Filing(day, random.Next(3) == 0 ? Flawed : Reading()) : Any(random, day, step);
            if (LicensingCaseDecider.Decide(command, state, Rules) is not Answer<LicensingCaseEvent>.Accepted first) continue;

            state = first.Events.Aggregate(state, LicensingCaseDecider.Evolve);
            if (step == 0 && delivered) state = Delivered().Aggregate(state, LicensingCaseDecider.Evolve);
            reached.Add(state.GetType());

            var again = LicensingCaseDecider.Decide(command, state, Rules);
            Assert.Empty(Assert.IsType<Answer<LicensingCaseEvent>.Accepted>(again).Events);
            AssertSound(state);
        }
    }

    /// <summary>An ended case waits for nothing; an open one always waits for somebody's act.</summary>
    static void AssertSound(LicensingCase state)
    {
        var open = state.Dossier!.Deadlines;
        var ended = state is LicensingCase.Closed or LicensingCase.NotAccepted or LicensingCase.Withdrawn;
        Assert.Equal(ended, open.Count == 0);
        Assert.Equal(open.Count, open.Select(deadline => deadline.Kind).Distinct().Count());
    }

    static FormReading Flawed => Reading(Facts with
    {
        FacilityStatement = null,
        Sports = [new SportFacts("GOLF", null, null, [])],
    });

    static LicensingCaseCommand Any(Random random, NodaTime.LocalDate day, int step) =>
        random.Next(24) switch
        {
            0 => Notice(day) with { NoticeNo = $"BZ-{step}" },
            1 => new SubmitCorrection(
                Portal, At(day, 12), $"C-{random.Next(2)}", Sm3($"c{random.Next(2)}"), Text(50), null, null, At(day, 12), Reading()),
            2 or 3 => Acceptance(day) with { NoticeNo = $"SL-{random.Next(2)}" },
            4 => new DeclineAcceptance(Clerk, At(day), random.Next(2) == 0 ? "not-needed" : "not-corrected", "BSL-1", null),
            5 or 6 => SiteCheck(day, random.Next(4) != 0),
            7 or 8 => ReviewOn(day) with { Recommendation = random.Next(2) == 0 ? "grant" : "refuse" },
            9 or 10 => GrantOn(day) with { PermitNo = $"SUZ-{random.Next(2)}" },
            11 => new RefusePermit(Approver, At(day), "BY-1", [new RefusalGround("form.venue", "体育法", "105")], null),
            12 => new DeliverDecision(Clerk, At(day), "post", day, null),
            13 => random.Next(4) == 0
                ? new WithdrawApplication(Portal, At(day), null)
                : new RateCase(Portal, At(day), random.Next(1, 6), null, "1"),
            >= 15 and <= 20 => Proceeding(random, day, step),
            14 => new LetSilenceSpeak(CaseSamples.System, At(day), DeadlineKind.Acceptance),
            _ => Material(random, day),
        };

    static LicensingCaseCommand Proceeding(Random random, NodaTime.LocalDate day, int step) =>
        random.Next(9) switch
        {
            0 => ProceedingSamples.Wanting(day, $"BC-{random.Next(2)}"),
            1 => ProceedingSamples.Supplying(day, $"C-{step}"),
            2 => ProceedingSamples.Expert(day, day.PlusDays(1), day.PlusDays(random.Next(1, 6)), $"TB-{step}"),
            3 => ProceedingSamples.Closing(day, day, $"TB-{step - 1}"),
            4 => ProceedingSamples.Telling(day),
            5 => ProceedingSamples.Asking(day),
            6 => ProceedingSamples.Ordering(day),
            7 => ProceedingSamples.Announcing(day, day.PlusDays(random.Next(8, 14))),
            _ => new DropHearing(Clerk, At(day), "withdrawn", null),
        };

    static DeliverMaterial Material(Random random, NodaTime.LocalDate day)
    {
        var code = MaterialCodes[random.Next(MaterialCodes.Length)];
        return new DeliverMaterial(Portal, At(day), code, CaseSamples.File(code), Sm3(code.ToLowerInvariant()), 588, "application/pdf");
    }
}
