using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;

namespace Domain.Tests.Subsidies;

/// <summary>One fund of 1,000 yuan, 700 of it for P1, its vouchers, and the fund of the next year once there is one.</summary>
sealed class FundWorld
{
    const string Next = "2027-T-0002";

    static readonly Instant May = At(2026, 5, 11, 9);
    static readonly Actor Other = Checker with { Person = new PersonRef("p-other") };

    readonly VoucherWallet[] wallets = [.. Enumerable.Range(0, 12).Select(_ => VoucherWallet.Initial)];
    readonly Money budget = Money.Yuan(700);
    StockLevels levels = StockLevels.Nothing;
    int numbers;
    Programme programme;
    Fund fund = Fund.Initial;
    Fund next = Fund.Initial;
    Ledger ledger = Ledger.Empty;
    Ledger ledgerOfNext = Ledger.Empty;

    public FundWorld(ProgrammeTerms terms)
    {
        var running = Running(terms);
        programme = running with { Budget = budget, Editions = [running.Editions[0] with { Budget = budget }] };
        Decide(new EnterAppropriation(
            Maker, May, "2026-T-0001", 2026, FundSource.LotteryWelfare, "320500", "苏财教〔2026〕12号", "T-0001", Money.Yuan(1_000)));
        Decide(Approval(May, 0, Money.Yuan(1_000)));
        Decide(new FreezeBudget(Maker, May, "P1", budget));
    }

    public HashSet<string> Seen { get; } = [];

    public void Step(Instant at, int person, int what, int fen)
    {
        var (size, document) = (new Money(Math.Abs(fen)), $"苏体〔2026〕{person}号");
        switch (what)
        {
            case < 8: Claim(at, person, what); break;
            case 8: Decide(new EnterReceipt(Maker, at, $"SZ-000{person % 5}", new Money(fen))); break;
            case 9: Decide(Transfer(at, document, person, size)); break;
            case 10: Decide(new EnterGrant(Maker, at, $"P{1 + person / 11}", new PersonRef($"p-{person}"), document, size, false)); break;
            case 11: Decide(new EnterAdjustment(Maker, at, document, new Money(fen - 30_000))); break;
            case 12: Decide(new TurnDownFundAct(Other, at, (fund as Fund.Open)?.Acts ?? 0, "withdrawn")); break;
            case 13: Decide(new FreezeBudget(Maker, at, "P2", size)); break;
            case 14: Decide(new ReleaseBudget(Maker, at, "P2", size, size)); break;
            case 15: Decide(new TakeBackFreed(Checker, at, "P1", Stock.UseOf("P1", levels).Freed)); break;
            case 16 when person == 0: Decide(new StopBatch(Maker, at, 1, "abuse")); break;
            case 16: Close(at); break;
            case 17: Decide(new EnterCarryOver(Maker, at, document, "T-0002", [new ProgrammePart($"P{1 + person % 2}", size)])); break;
            case 18: Decide(new EnterLapse(Maker, at, document)); break;
            default: Approve(at, person, size); break;
        }
    }

    static EnterTransfer Transfer(Instant at, string document, int person, Money size)
    {
        string[] from = ["F1010", "F1020", "F1020", "F1021.P1", "F1010", "F2050"];
        string[] to = ["F1020", "F1010", "F1021.P1", "F1020", "F1021.P1", "F1010"];
        return new(Maker, at, document, from[person % 6], to[person % 6], size);
    }

    void Claim(Instant at, int person, int what)
    {
        var wallet = wallets[person];
        WalletCommand command = (what, wallet.Held.Keys.Order().FirstOrDefault()) switch
        {
            (< 3, { } held) => new ExpireVoucher(Holder, at, held),
            (3, { } held) when !wallet.Review.Proposed.ContainsKey(held) => new ProposeVoiding(Maker, at, held, "mistake"),
            (3, { } held) => new VoidVoucher(Checker, at, held, "mistake"),
            _ => SubsidySamples.Claim(at, 1 + what % 2) with
            {
                // By their order, so that a walk is the same each time.
                VoucherNo = FormattableString.Invariant($"P1-{++numbers:000}"),
                Claimant = Adult with { BornOn = new LocalDate(person % 3 == 0 ? 1950 : 1990, 1, 1) },
            },
        };
        if (WalletDecider.Decide(command, wallet, new WalletFacts(programme, levels, true)) is not Answer<WalletEvent>.Accepted yes)
            return;

        foreach (var @event in yes.Events)
        {
            levels = levels.After(Stock.MovesOf("P1", @event));
            ledger = ledger.After(Postings.Of("P1", @event));
            wallets[person] = WalletDecider.Evolve(wallets[person], @event);
            Seen.Add(@event.GetType().Name);
        }
    }

    /// <summary>What waits, by whomever and with whatever amount; mostly by the right one with the right one.</summary>
    void Approve(Instant at, int person, Money size)
    {
        var open = fund as Fund.Open;
        var amount = open?.Pending?.As switch
        {
            AdjustmentEntered e => e.Change,
            ReceiptEntered e => e.Amount,
            TransferEntered e => e.Amount,
            GrantEntered e => e.Amount,
            CarryOverEntered e => e.Parts.Sum(part => part.Amount),
            LapseEntered => open.Available,
            _ => size,
        };
        if (open?.Pending?.As is CarryOverEntered && next is not Fund.Unknown) return;
        var command = Approval(at, open?.Pending?.Act ?? person % 3, person == 1 ? size : amount);
        Decide(person == 2 ? command with { Actor = Checker with { Person = Maker.Person } } : command);
    }

    ApproveFundAct Approval(Instant at, int act, Money amount) => new(
        Checker, at, act, amount,
        new Dictionary<string, BudgetUse> { ["P1"] = Stock.UseOf("P1", levels), ["P2"] = Stock.UseOf("P2", levels) }, Next,
        programme is Programme.Running running ? Stock.GrantableBy(running, at, levels) : null);

    void Decide(FundCommand command)
    {
        if (FundDecider.Decide(command, fund) is not Answer<FundEvent>.Accepted accepted) return;
        var before = fund;
        foreach (var @event in accepted.Events)
        {
            fund = Apply(fund, @event, ref ledger);
            if (@event is BudgetCarriedOut moved) Carry((Fund.Open)before, moved, accepted.Events);
        }
    }

    void Carry(Fund.Open from, BudgetCarriedOut moved, IReadOnlyList<FundEvent> events)
    {
        next = Apply(next, FundDecider.CarriedIn(from, (CarryOverEntered)from.Pending!.As, moved), ref ledgerOfNext);
        foreach (var money in events.OfType<ReceivedCarriedOut>())
            next = Apply(next, new ReceivedCarriedIn(from.FundNo, money.Amount, money.On, money.Basis), ref ledgerOfNext);
    }

    Fund Apply(Fund state, FundEvent @event, ref Ledger accounts)
    {
        levels = levels.After(Stock.MovesOf(@event));
        accounts = accounts.After(Postings.Of(@event));
        Seen.Add(@event.GetType().Name);
        return FundDecider.Evolve(state, @event);
    }

    void Decide(ProgrammeCommand command)
    {
        if (ProgrammeDecider.Decide(command, programme) is Answer<ProgrammeEvent>.Accepted accepted)
            programme = accepted.Events.Aggregate(programme, ProgrammeDecider.Evolve);
    }

    void Close(Instant at)
    {
        var use = Stock.UseOf("P1", levels);
        if (ProgrammeDecider.Decide(new CloseProgramme(Checker, at, use), programme) is not Answer<ProgrammeEvent>.Accepted
            {
                Events: [ProgrammeClosed closed],
            })
        {
            return;
        }

        programme = ProgrammeDecider.Evolve(programme, closed);
        Seen.Add(nameof(ProgrammeClosed));
        var left = closed.Released;
        Release(ref fund, ref ledger);
        Release(ref next, ref ledgerOfNext);
        Assert.Equal(Money.Zero, left);

        void Release(ref Fund of, ref Ledger accounts)
        {
            var freed = Stock.UseOf("P1", levels).Freed;
            foreach (var taken in Events(new TakeBackFreed(Checker, at, "P1", freed), of).OfType<BudgetFreed>())
            {
                of = Apply(of, taken, ref accounts);
                left -= taken.Amount;
            }

            var amount = of is Fund.Open open ? Money.Min(left, open.FrozenFor("P1") - open.GrantedFor("P1")) : Money.Zero;
            if (amount == Money.Zero) return;
            foreach (var @event in Events(new ReleaseBudget(Checker, at, "P1", amount, amount), of))
                of = Apply(of, @event, ref accounts);
            left -= amount;
        }
    }

    static IReadOnlyList<FundEvent> Events(FundCommand command, Fund of) =>
        Assert.IsType<Answer<FundEvent>.Accepted>(FundDecider.Decide(command, of)).Events;

    /// <returns>Null where all holds.</returns>
    public string? WhyNot(Instant at)
    {
        var held = wallets.Sum(wallet => wallet.Taken.Where(taken => wallet.Held.ContainsKey(taken.VoucherNo)).Sum(taken => taken.Face));
        var (own, later) = (FundAccounts.Of(fund, p => Stock.UseOf(p, levels))!, FundAccounts.Of(next, p => Stock.UseOf(p, levels), fund));
        var bound = new Money(levels[new StockRow.Bound("P1")]);
        return levels.Rows.Values.Any(value => value < 0) ? "A tally is below nothing."
            : programme is Programme.Running running && Stock.GrantableBy(running, at, levels) < Money.Zero
                ? "What may still go out is not covered."
            : bound > budget ? $"{bound} is bound of {budget}."
            : own.B130 + (later?.B130 ?? Money.Zero) != held ? $"B130 is {own.B130} and {later?.B130}, and {held} is out."
            : fund is Fund.Open open && !open.IsBalanced() ? "The fund is not balanced."
            : WhyNot(own, later is null ? ledger : null) ?? (later is null ? null : WhyNot(later, null));
    }

    /// <param name="kept">Null once vouchers are borne by two funds: no posting says by which.</param>
    static string? WhyNot(FundAccounts now, Ledger? kept)
    {
        Money[] all =
        [
            now.B110, now.B120, now.B130, now.B140, now.B145, now.B150, now.B160, now.F1010, now.F1020, .. now.F1021.Values,
            now.F2020, now.F2040, now.F2050, now.F5001, .. now.Programmes.Values.SelectMany(
                one => new[] { one.B120, one.B130, one.B140 }),
        ];
        var money = now.F1010 + now.F1020 + now.F1021.Values.Sum();
        return all.Any(account => account < Money.Zero) ? $"An account is below nothing: {now}."
            : all[..7].Sum() != now.B100 ? $"B110 to B160 are not B100: {now}."
            : now.B140 != now.F2020 ? $"What is obligated is not what is owed: {now}."
            : money + now.F5001 != now.F2020 + now.F2040 + now.F2050 ? $"Debit is not credit: {now}."
            : kept is not null && WhyOther(now, kept) is { } account ? $"{account} is not what was posted: {now}."
            : null;
    }

    static string? WhyOther(FundAccounts now, Ledger kept)
    {
        Money Sum(string prefix) =>
            kept.Balances.Where(line => line.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(line => line.Value);
        (string Account, Money Shown, Money Posted)[] pairs =
        [
            ("B100", now.B100, kept.Credit("B100")), ("B110", now.B110, kept.Debit("B110")), ("B120", now.B120, Sum("B120.")),
            ("B130", now.B130, Sum("B130.")), ("B140", now.B140, Sum("B140.")), ("B160", now.B160, kept.Debit("B160")),
            ("F1010", now.F1010, kept.Debit("F1010")), ("F1020", now.F1020, kept.Debit("F1020")),
            ("F1021", now.F1021.Values.Sum(), Sum("F1021.")), ("F2020", now.F2020, kept.Credit("F2020")),
            ("F2040", now.F2040, kept.Credit("F2040")), ("F2050", now.F2050, kept.Credit("F2050")),
            ("F5001", now.F5001, kept.Debit("F5001")),
        ];
        return pairs.FirstOrDefault(pair => pair.Shown != pair.Posted).Account;
    }
}
