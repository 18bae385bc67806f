using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>Two hundred confirmations and refunds at once on fifty contracts, an operator that fails in every way, and SIGKILL.</summary>
/// <remarks>What comes out is compared to the fen with the book that the operator keeps for itself.</remarks>
public sealed class LockTests(ITestOutputHelper output)
{
    const int Contracts = 50;
    const int Lessons = 7;
    const int Recorded = 4;
    const long AmountFen = 100_003;

    static readonly TimeSpan Time = TimeSpan.FromMinutes(8);

    static readonly JsonObject EverythingWrong = new()
    {
        ["seed"] = 20_260_302, ["slow"] = 0.05, ["slowMs"] = 200, ["silent"] = 0.02, ["silentAfter"] = 0.02, ["cut"] = 0.04,
        ["cutAfter"] = 0.04, ["before"] = 0.04, ["after"] = 0.06, ["late"] = 0.06, ["lateMs"] = 2_000, ["wrongSeal"] = 0.03,
    };

    static readonly string[] EveryFault = ["Slow", "Silent", "SilentAfter", "Cut", "CutAfter", "Before", "After", "Late", "WrongSeal"];

    [Fact]
    public async Task no_fen_is_lost_doubled_or_moved_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var wallets = await OperatorProcess.StartAsync();
        await wallets.SetFaultsAsync(EverythingWrong);
        using var data = new Folder("regulation-locks-");
        await using var service = new ServeProcess(database.OwnerConnectionString, data.Path, new Dictionary<string, string>
        {
            ["Regulation__Operator"] = wallets.Address.ToString(),
            ["Regulation__OperatorTimeoutSeconds"] = "1",
            ["Regulation__OperatorPauseSeconds"] = "0.1",
            ["Regulation__OperatorParallel"] = "16",
        });
        await service.StartAsync();
        using var institution = new PrepaidInstitution(service.Address, AmountFen, Lessons);
        var watch = Stopwatch.StartNew();
        await institution.OpenAsync();
        var sold = await Task.WhenAll(Enumerable.Range(0, Contracts).Select(institution.SellAsync));
        await UntilAsync(database, "select count(*) = 50 from read.prepaid_contract_1 where stage = 'held'", watch);
        output.WriteLine($"{Contracts} contracts held by {watch.Elapsed}");
        await institution.SetClockAsync("2026-03-08T09:00:00+08:00");
        await Task.WhenAll(sold.Select(contract => institution.RecordAsync(contract, Recorded)));

        // 150 confirmations, each asked for twice under keys of its own, and 50 refunds of all or of some, in no order at all. It is
        // the last day of withdrawal: a refund takes along what is not confirmed yet, and then the confirmation must be refused.
        var random = new Random(1);
        var acts = sold
            .SelectMany((contract, number) => (IEnumerable<Func<Task<Outcome>>>)
            [
                .. Enumerable.Range(1, 3).Select<int, Func<Task<Outcome>>>(
                    lesson => () => institution.ConfirmAsync(contract, lesson, copies: 2)),
                () => institution.RefundAsync(contract, number % 3 == 0 ? 2 : null),
            ])
            .OrderBy(_ => random.Next()).ToList();
        Assert.Equal(200, acts.Count);
        var answers = Task.WhenAll(acts.Select(act => Task.Run(act)));
        for (var kill = 1; kill <= 3; kill++)
        {
            // In the middle of the work: some of the money has moved, some of it not yet.
            await UntilAsync(
                database, $"select count(*) >= {kill * 30} from regulation.effects where channel = 'operator' and state = 'delivered' "
                    + "and kind <> 'lock'", watch);
            await service.KillAsync();
            await service.StartAsync();
        }

        var confirmed = (await answers).Where(answer => answer.Lesson > 0).ToList();
        Assert.All(confirmed, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{answer}"));
        Assert.All((await answers).Except(confirmed), answer => Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], confirmed.Select(answer => answer.Status).Distinct().Order());
        output.WriteLine($"answered, killed three times by {watch.Elapsed}");
        await UntilAsync(
            database,
            "select (select count(*) = 0 from regulation.effects where channel = 'operator' and state <> 'delivered') "
            + "and (select position from regulation.checkpoints where name = 'prepaid_contract:1') "
            + ">= (select max(seq_id) from mt_events where stream_id like 'prepayment-account/%') "
            + "and not exists (select from mt_events e where e.type in ('lesson_confirmed', 'refund_instructed') and not exists "
            + "(select from regulation.effects r where r.event = e.id))", watch);
        var drawn = (await wallets.AskAsync("drawn")).AsObject();
        output.WriteLine($"faults {drawn.ToJsonString()}");
        foreach (var fault in EveryFault) Assert.True((int?)drawn[fault] > 0, $"{fault} never happened.");
        await CompareAsync(institution, confirmed.ToLookup(answer => answer.ContractNo), await wallets.AskAsync("book"), watch);
    }

    async Task CompareAsync(
        PrepaidInstitution institution, ILookup<string, Outcome> confirmed, JsonNode book, Stopwatch watch)
    {
        output.WriteLine($"copies {book["copies"]}, {watch.Elapsed}");
        Assert.Empty(book["defects"]!.AsArray());
        Assert.Equal(
            confirmed.Select(contract => contract.Key).Order(), book["contracts"]!.AsObject().Select(contract => contract.Key).Order());
        var (paid, released, refunded, left) = (0L, 0L, 0L, 0L);
        foreach (var contractNo in confirmed.Select(contract => contract.Key))
        {
            var page = await institution.ContractAsync(contractNo);
            var theirs = book["contracts"]![contractNo]!;
            long Ours(string name) => (long)page[name]!;
            Assert.Equal(
                ((long)theirs["lockedFen"]!, (long)theirs["releasedFen"]!, (long)theirs["refundedFen"]!),
                (Ours("paidFen"), Ours("releasedFen"), Ours("refundedFen")));
            Assert.Equal((0, 0), (Ours("releasingFen"), Ours("refundingFen")));
            Assert.Equal(AmountFen, Ours("releasedFen") + Ours("refundedFen") + Ours("remainingFen"));

            // Whose confirmation was granted is paid for, and nothing else is.
            Assert.Equal(
                confirmed[contractNo].Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Lesson).Order(),
                page["lessons"]!.AsArray()
                    .Where(lesson => lesson!["stage"]!.ToString() == "released").Select(lesson => (int)lesson!["number"]!));
            (paid, released) = (paid + Ours("paidFen"), released + Ours("releasedFen"));
            (refunded, left) = (refunded + Ours("refundedFen"), left + Ours("remainingFen"));
        }

        var total = await institution.TotalAsync();
        Assert.Equal(
            (paid, released, refunded, left),
            ((long)total["paidFen"]!, (long)total["releasedFen"]!, (long)total["refundedFen"]!, (long)total["remainingFen"]!));
        Assert.Equal(Contracts * AmountFen, paid);
        Assert.Equal(paid, released + refunded + left);
        output.WriteLine($"paid {paid} = released {released} + refunded {refunded} + left {left}");
    }

    static async Task UntilAsync(TestDatabase database, string question, Stopwatch watch)
    {
        while (!(bool)(await database.AskAsOwnerAsync(question))!)
        {
            if (watch.Elapsed > Time)
            {
                var left = await database.AskAsOwnerAsync(
                    "select string_agg(s, '; ') from (select concat_ws(' ', kind, state, fault, answer, count(*), max(attempts)) s "
                    + "from regulation.effects group by kind, state, fault, answer) x");
                Assert.Fail($"Not done by {watch.Elapsed}: {question}: {left}");
            }

            await Task.Delay(100);
        }
    }
}
