using System.Collections.Immutable;
using Domain.Identity;
using Domain.Kernel;

namespace Domain.Subsidies;

/// <summary>What later decisions need to know of an appropriation.</summary>
public abstract record Fund
{
    private Fund() { }

    public static Fund Initial { get; } = new Unknown();

    public sealed record Unknown : Fund;

    /// <summary>Waits for its second person.</summary>
    public sealed record Entered(AppropriationEntered As) : Fund;

    public sealed record TurnedDown(FundActTurnedDown By) : Fund;

    /// <param name="Approved">B100.</param>
    /// <param name="Available">B110.</param>
    /// <param name="Frozen">B120 and what became of it (B130 to B150), by programme.</param>
    /// <param name="CarriedIn">True for money that is in its second year.</param>
    /// <param name="Acts">How many were entered so far.</param>
    public sealed record Open(
        string FundNo, int Year, FundSource Source, string District, Money Approved, Money Available,
        ImmutableSortedDictionary<string, Money> Frozen, bool CarriedIn, int Acts, PendingAct? Pending) : Fund
    {
        /// <summary>Acts that took effect, by number.</summary>
        public ImmutableDictionary<int, DoneAct> Done { get; init; } = ImmutableDictionary<int, DoneAct>.Empty;

        public int NextAct => Acts + 1;

        public Money FrozenFor(string programme) => Frozen.GetValueOrDefault(programme);

        /// <summary>FND-2: nothing is lost between the accounts, and none of them is below nothing.</summary>
        public bool IsBalanced() =>
            Available + Frozen.Values.Sum() == Approved && Available >= Money.Zero && Frozen.Values.All(amount => amount > Money.Zero);

        internal Open WithPending(int act, PersonRef enteredBy, FundEvent entered) =>
            this with { Acts = act, Pending = new PendingAct(act, enteredBy, entered) };

        internal Open WithDone(int act, Money amount, PersonRef by) =>
            this with { Pending = null, Done = Done.Add(act, new DoneAct(amount, by)) };

        internal Open Freeze(string programme, Money amount) =>
            With(programme, FrozenFor(programme) + amount) with { Available = Available - amount };

        internal Open TakeOut(ProgrammePart part) =>
            With(part.Programme, FrozenFor(part.Programme) - part.Amount) with { Approved = Approved - part.Amount };

        Open With(string programme, Money frozen) =>
            this with { Frozen = frozen == Money.Zero ? Frozen.Remove(programme) : Frozen.SetItem(programme, frozen) };
    }

    public sealed record Closed(Open Last, Money Lapsed) : Fund;
}

/// <summary>An act that waits for its second person.</summary>
public sealed record PendingAct(int Act, PersonRef EnteredBy, FundEvent As);

/// <summary>An act that took effect: what the second person entered again, and who that was.</summary>
public sealed record DoneAct(Money Amount, PersonRef By);
