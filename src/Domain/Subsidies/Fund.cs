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

        /// <summary>B140 of individual grants, by programme; part of <see cref="Frozen"/>.</summary>
        public ImmutableSortedDictionary<string, Money> Granted { get; init; } =
            ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal);

        /// <summary>Who was granted something out of which programme by which document.</summary>
        public ImmutableHashSet<(string Programme, string DocumentNo, PersonRef Beneficiary)> Grants { get; init; } = [];

        /// <summary>The accounts of money (F).</summary>
        public Ledger Funds { get; init; } = Ledger.Empty;

        /// <summary>Numbers of the treasury's payments that were received.</summary>
        public ImmutableHashSet<string> Payments { get; init; } = [];

        /// <summary>Programmes of which money was carried into the next year.</summary>
        public ImmutableHashSet<string> CarriedOut { get; init; } = [];

        /// <summary>F2050: what the treasury paid, less what went back or on to another year.</summary>
        public Money Received => Funds.Credit("F2050");

        public int NextAct => Acts + 1;

        public Money FrozenFor(string programme) => Frozen.GetValueOrDefault(programme);

        public Money GrantedFor(string programme) => Granted.GetValueOrDefault(programme);

        /// <summary>FND-2: nothing is lost between the accounts, and none of them is below nothing.</summary>
        public bool IsBalanced() =>
            Available + Frozen.Values.Sum() == Approved && Available >= Money.Zero && Frozen.Values.All(amount => amount.Fen > 0)
            && Granted.All(grant => grant.Value <= FrozenFor(grant.Key)) && Received <= Approved;

        internal Open WithPending(int act, PersonRef enteredBy, FundEvent entered) =>
            this with { Acts = act, Pending = new PendingAct(act, enteredBy, entered) };

        internal Open WithDone(int act, Money amount, PersonRef by) =>
            this with { Pending = null, Done = Done.Add(act, new DoneAct(amount, by)) };

        internal Open Grant(GrantApproved grant) => this with
        {
            Granted = Granted.SetItem(grant.Programme, GrantedFor(grant.Programme) + grant.Amount),
            Grants = Grants.Add((grant.Programme, grant.DocumentNo, grant.Beneficiary)),
        };

        internal Open Freeze(string programme, Money amount) =>
            With(programme, FrozenFor(programme) + amount) with { Available = Available - amount };

        internal Open TakeOut(ProgrammePart part) =>
            With(part.Programme, FrozenFor(part.Programme) - part.Amount) with
            {
                Approved = Approved - part.Amount, CarriedOut = CarriedOut.Add(part.Programme),
            };

        Open With(string programme, Money frozen) =>
            this with { Frozen = frozen == Money.Zero ? Frozen.Remove(programme) : Frozen.SetItem(programme, frozen) };
    }

    public sealed record Closed(Open Last, Money Lapsed) : Fund;
}

/// <summary>An act that waits for its second person.</summary>
public sealed record PendingAct(int Act, PersonRef EnteredBy, FundEvent As);

/// <summary>An act that took effect: what the second person entered again, and who that was.</summary>
public sealed record DoneAct(Money Amount, PersonRef By);
