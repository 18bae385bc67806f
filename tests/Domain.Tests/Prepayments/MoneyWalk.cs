using Domain.Kernel;
using Domain.Prepayments;
using static Domain.Tests.Prepayments.PrepaymentSamples;

namespace Domain.Tests.Prepayments;

/// <summary>PRE-13: whatever is asked and answered, in whatever order, no fen is lost, doubled or moved twice.</summary>
/// <remarks>The operator beside it keeps a book of its own: it acts late, twice and in any order, and its answers do the same.</remarks>
public sealed class MoneyWalk
{
    [Fact]
    public void paid_in_is_released_refunded_on_its_way_or_left()
    {
        var reached = new HashSet<LessonStage>();
        for (var seed = 0; seed < 400; seed++) new Walk(new Random(seed)).Run(60, reached);

        // A walk that never gets anywhere would prove nothing.
        Assert.Equal(Enum.GetValues<LessonStage>().ToHashSet(), reached);
    }

    sealed class Walk(Random random)
    {
        readonly AccountStory story = new(Custody());
        readonly OperatorBook book = new();
        readonly List<(OperatorCall Call, Guid Id)> sent = [];
        readonly List<OperatorAnswered> answers = [];
        int hour;

        public void Run(int steps, HashSet<LessonStage> reached)
        {
            for (var step = 0; step < steps; step++)
            {
                Step(step);
                Check();
                foreach (var lesson in Held().SelectMany(held => held.Lessons)) reached.Add(lesson.Stage);
            }

            Drain();
            foreach (var held in Held())
            {
                Assert.Equal(0, held.Sum(LessonStage.Releasing).Fen + held.Sum(LessonStage.Refunding).Fen);
                Assert.Equal(book.Of(held.ContractNo), (held.Paid.Fen, held.Sum(LessonStage.Released).Fen,
                    held.Sum(LessonStage.Refunded).Fen));
            }

            Assert.Equal(book.Locked, Held().Sum(held => held.Paid.Fen));
        }

        IEnumerable<PrepaidContract.Held> Held() => story.State.Contracts.OfType<PrepaidContract.Held>();

        void Step(int step)
        {
            hour += random.Next(0, 12);
            if (random.Next(40) == 0) story.Custody = FrozenCustody;
            else if (random.Next(60) == 0) story.Custody = ReturningCustody;
            else if (random.Next(6) == 0) story.Custody = Custody();

            // Each instruction reaches the operator sometime, or several times; each answer us likewise.
            if (sent.Count > 0 && random.Next(2) == 0) Serve(sent[random.Next(sent.Count)]);
            if (answers.Count > 0 && random.Next(2) == 0) Ask(answers[random.Next(answers.Count)]);
            Ask(Any(step));
        }

        void Serve((OperatorCall Call, Guid Id) instruction)
        {
            if (book.Take(instruction.Call, instruction.Id) is { } done) answers.Add(AnswerTo(instruction.Call, done));
        }

        OperatorAnswered AnswerTo(OperatorCall call, bool done) =>
            call.Kind switch
            {
                OperatorCalls.Lock => new LockAnswered(PrepaymentSamples.System, Now, call.ContractNo, done ? null : 422),
                OperatorCalls.Release => new ReleaseAnswered(PrepaymentSamples.System, Now, call.ContractNo, call.Number),
                _ => new RefundAnswered(PrepaymentSamples.System, Now, call.ContractNo, call.Number),
            };

        NodaTime.Instant Now => At(3, 2) + NodaTime.Duration.FromHours(hour);

        void Ask(PrepaymentCommand command)
        {
            if (story.Ask(command) is not Answer<PrepaymentEvent>.Accepted accepted) return;

            foreach (var @event in accepted.Events)
            {
                if (OperatorCalls.Of(@event) is { } call) sent.Add((call, new Guid(sent.Count, 0, 0, new byte[8])));
            }

            var before = Held().ToDictionary(held => held.ContractNo, held => held.Remaining);
            story.Run(command);

            // What is left never grows again, however the story goes on.
            Assert.All(Held(), held => Assert.True(!before.TryGetValue(held.ContractNo, out var was) || held.Remaining <= was));
        }

        void Check()
        {
            foreach (var held in Held())
            {
                var told = story.Events.OfType<LessonFeeReleased>().Where(e => e.ContractNo == held.ContractNo).Sum(e => e.AmountFen);
                var back = story.Events.OfType<PrepaymentRefunded>().Where(e => e.ContractNo == held.ContractNo).Sum(e => e.AmountFen);
                Assert.Equal((held.Sum(LessonStage.Released).Fen, held.Sum(LessonStage.Refunded).Fen), (told, back));
                Assert.Equal(
                    held.Paid,
                    held.Sum(LessonStage.Released) + held.Sum(LessonStage.Refunded) + held.Sum(LessonStage.Releasing)
                    + held.Sum(LessonStage.Refunding) + held.Remaining);
                var (locked, released, refunded) = book.Of(held.ContractNo);
                Assert.True(released + refunded <= locked && told <= released && back <= refunded);
            }
        }

        void Drain()
        {
            foreach (var instruction in sent.Concat(sent.AsEnumerable().Reverse()).ToList()) Serve(instruction);
            foreach (var answer in answers.Concat(answers.AsEnumerable().Reverse()).ToList()) Ask(answer);

            // A lock that came after its refusal has made an instruction of its own.
            foreach (var instruction in sent.ToList()) Serve(instruction);
            foreach (var answer in answers.ToList()) Ask(answer);
            Check();
        }

        PrepaymentCommand Any(int step)
        {
            var contractNo = $"PA-1-{random.Next(1, story.State.Contracts.Count + 2)}";
            var lesson = random.Next(0, 9);
            return random.Next(16) switch
            {
                0 or 1 => Offering with { At = Now, Terms = AnyTerms(step) },
                2 or 3 => Signing with { At = Now, ContractNo = contractNo, Actor = random.Next(5) == 0 ? Stranger : Parent },
                >= 4 and <= 7 => new RecordLesson(
                    Seller, Now, contractNo, lesson, Now - NodaTime.Duration.FromMinutes(45), Now, null),
                >= 8 and <= 11 => new ConfirmLesson(random.Next(6) == 0 ? Seller : Parent, Now, contractNo, lesson),
                12 => new DecideLesson(Clerk, Now, contractNo, lesson, random.Next(2) == 0, null),
                13 => new RequestRefund(Parent, Now, contractNo, random.Next(3) == 0 ? null : random.Next(-1, 5)),
                14 => new ReturnRemainder(PrepaymentSamples.System, Now),
                _ => new ReleaseAnswered(PrepaymentSamples.System, Now, contractNo, lesson),
            };
        }

        ContractTerms AnyTerms(int step)
        {
            var first = global::Domain.Licensing.WorkCalendar.DayOf(Now);
            return Terms with
            {
                Course = random.Next(2) == 0 ? "SWIM" : "BASKETBALL", ClassNo = $"C-{step}", FirstDay = first,
                LastDay = first.PlusDays(random.Next(0, 40)), Lessons = random.Next(1, 8), AmountFen = random.Next(1, 260_000),
            };
        }
    }

    /// <summary>What an operator would do that keeps to its contract, and nothing of ours.</summary>
    sealed class OperatorBook
    {
        readonly Dictionary<string, (long Locked, long Released, long Refunded)> locks = [];
        readonly Dictionary<Guid, bool> known = [];

        public long Locked => locks.Values.Sum(entry => entry.Locked);

        public (long Locked, long Released, long Refunded) Of(string contractNo) => locks.GetValueOrDefault(contractNo);

        /// <returns>Whether it did it; the same id is answered as the first time. Null for a lock it does not know yet.</returns>
        public bool? Take(OperatorCall call, Guid id)
        {
            if (known.TryGetValue(id, out var earlier)) return earlier;
            if (call.Kind != OperatorCalls.Lock && !locks.ContainsKey(call.ContractNo)) return null;

            var (locked, released, refunded) = Of(call.ContractNo);
            (long Locked, long Released, long Refunded) after = call.Kind switch
            {
                OperatorCalls.Lock => (call.AmountFen, 0, 0),
                OperatorCalls.Release => (locked, released + call.AmountFen, refunded),
                _ => (locked, released, refunded + call.AmountFen),
            };
            var refuses = call.Kind == OperatorCalls.Lock && call.AmountFen % 5 == 0;
            Assert.True(refuses || after.Released + after.Refunded <= after.Locked, $"{call} is beyond the lock");
            known[id] = !refuses;
            if (!refuses) locks[call.ContractNo] = after;
            return !refuses;
        }
    }
}
