using System.Collections.Concurrent;
using Application.Ports;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using EventStore;
using NodaTime;

namespace Application.Officers;

/// <summary>Who may act by which office today, from the log; what was read is believed for a second.</summary>
/// <remarks>So an account disabled on one node is disabled on all within that second (OFF-2).</remarks>
public sealed class OfficerDirectory(IEventStore store, IBusinessClock clock, TimeProvider machineClock)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    const int MostRemembered = 10_000;

    readonly ConcurrentDictionary<string, (object State, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    public static string StreamOf(PersonRef person) => $"officer/{person.Value}";

    public static string DelegationsOf(string district) => $"delegations/{district}";

    /// <summary>Under the authority that a token claims: the office it rests on, or why there is none.</summary>
    public async Task<(Authority? Authority, Refusal? Refusal)> AuthorityAsync(
        PersonRef person, string role, string district, CancellationToken cancellation)
    {
        var officer = await FindAsync(person, cancellation);
        var day = WorkCalendar.DayOf(await clock.NowAsync(cancellation));
        var answer = ActingAuthority.Find(person, officer, role, district, day, []);
        if (answer.Refusal != OfficerRefusals.OfficeMustBeHeld) return answer;

        var lent = new List<(Delegation, Officer)>();
        foreach (var delegation in (await DelegationsInAsync(district, cancellation)).All.Where(lent => lent.To == person))
            lent.Add((delegation, await FindAsync(delegation.By, cancellation)));
        return ActingAuthority.Find(person, officer, role, district, day, lent);
    }

    /// <summary>Whether the person held, on a day, an office of the district by which cases are handled.</summary>
    public async Task<bool> HandledCasesOnAsync(PersonRef person, string district, LocalDate day, CancellationToken cancellation) =>
        await FindAsync(person, cancellation) is Officer.Enrolled officer
        && officer.Offices.Any(office =>
            office.District == district && OfficeRoles.OnCases.Contains(office.Role) && office.IsHeldOn(day));

    public Task<Officer> FindAsync(PersonRef person, CancellationToken cancellation) =>
        ReadAsync<Officer, OfficerEvent>(StreamOf(person), Officer.Initial, OfficerDecider.Evolve, cancellation);

    public Task<Delegations> DelegationsInAsync(string district, CancellationToken cancellation) =>
        ReadAsync<Delegations, DelegationEvent>(
            DelegationsOf(district), Delegations.Of(district), DelegationsDecider.Evolve, cancellation);

    /// <summary>After a command of this node, its next question is answered from the log.</summary>
    public void Forget(string stream) => known.TryRemove(stream, out _);

    async Task<TState> ReadAsync<TState, TEvent>(
        string stream, TState initial, Func<TState, TEvent, TState> evolve, CancellationToken cancellation)
        where TState : notnull
    {
        var now = machineClock.GetUtcNow();
        if (known.TryGetValue(stream, out var fresh) && fresh.Until > now) return (TState)fresh.State;

        var events = await store.ReadStreamAsync(stream, StreamLimit.None, cancellation);
        var state = events.Select(stored => stored.Data).OfType<TEvent>().Aggregate(initial, evolve);

        // A full table is emptied rather than tended: the next question of each reads once more.
        if (known.Count >= MostRemembered) known.Clear();
        known[stream] = (state, now + Remembered);
        return state;
    }

    /// <summary>OFF-7: whether a person is one of the parties, or has declared one of them as an interest.</summary>
    public async Task<bool> HasInterestAsync(
        PersonRef person, IReadOnlySet<PersonRef> parties, LocalDate day, CancellationToken cancellation) =>
        OwnInterest.In(person, await FindAsync(person, cancellation), parties, day) is not null;
}
