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
        Assert.Contains(typeof(SportPermitCase.Granted), reached);
        Assert.Contains(typeof(SportPermitCase.Closed), reached);
        Assert.Contains(typeof(SportPermitCase.NotAccepted), reached);
        Assert.Contains(typeof(SportPermitCase.AwaitingCorrection), reached);
    }

    static void Walk(Random random, int steps, HashSet<Type> reached)
    {
        var state = SportPermitCase.Initial;
        var day = ReceivedOn;
        var delivered = random.Next(4) != 0;
        for (var step = 0; step < steps; step++)
        {
            day = day.PlusDays(random.Next(0, 3));
            var command = step == 0 ? Filing(day, random.Next(3) == 0 ? Flawed : Reading()) : Any(random, day, step);
            if (SportPermitCaseDecider.Decide(command, state, Rules) is not Answer<SportPermitCaseEvent>.Accepted first) continue;

            state = first.Events.Aggregate(state, SportPermitCaseDecider.Evolve);
            if (step == 0 && delivered) state = Delivered().Aggregate(state, SportPermitCaseDecider.Evolve);
            reached.Add(state.GetType());

            var again = SportPermitCaseDecider.Decide(command, state, Rules);
            Assert.Empty(Assert.IsType<Answer<SportPermitCaseEvent>.Accepted>(again).Events);
            AssertSound(state);
        }
    }

    /// <summary>An ended case waits for nothing; an open one always waits for somebody's act.</summary>
    static void AssertSound(SportPermitCase state)
    {
        var open = state.Dossier!.Deadlines;
        var ended = state is SportPermitCase.Closed or SportPermitCase.NotAccepted or SportPermitCase.Withdrawn;
        Assert.Equal(ended, open.Count == 0);
        Assert.Equal(open.Count, open.Select(deadline => deadline.Kind).Distinct().Count());
    }

    static FormReading Flawed => Reading(Facts with
    {
        FacilityStatement = null,
        Sports = [new SportFacts("GOLF", null, null, [])],
    });

    static SportPermitCaseCommand Any(Random random, NodaTime.LocalDate day, int step) =>
        random.Next(16) switch
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
            14 => new LetSilenceSpeak(CaseSamples.System, At(day), DeadlineKind.Acceptance),
            _ => Material(random, day),
        };

    static DeliverMaterial Material(Random random, NodaTime.LocalDate day)
    {
        var code = MaterialCodes[random.Next(MaterialCodes.Length)];
        return new DeliverMaterial(Portal, At(day), code, CaseSamples.File(code), Sm3(code.ToLowerInvariant()), 588, "application/pdf");
    }
}
