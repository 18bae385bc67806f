using System.Text.Json;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using Projections.Licensing;
using Projections.Ratings;
using Projections.SportPermits;
using Projections.Subsidies;

namespace Projections.Audit;

/// <summary>
/// A stream told from its first event to a version or an instant: who did what, why, and how things stood after it.
/// </summary>
/// <param name="Version">Version of the last event told; 0 where nothing had happened yet.</param>
/// <param name="State">How things stood after the last event told.</param>
public sealed record ReplayDocument(
    string Kind, string Id, long Version, long Position, IReadOnlyList<ReplayedAct> Events, JsonElement? State);

/// <param name="Act">The field's term.</param>
/// <param name="Changes">What the event changed in the state; of the first event, all that it said.</param>
/// <param name="Deadlines">Deadlines that the event set or ended, with their derivation as it was known then.</param>
public sealed record ReplayedAct(
    long Version,
    long Position,
    Guid EventId,
    Instant Timestamp,
    LocalDate Day,
    string Type,
    string Act,
    PersonRef? Actor,
    string? Role,
    string? District,
    LegalBasis? LegalBasis,
    string? Command,
    string? CorrelationId,
    string? CausationId,
    IReadOnlyList<Change> Changes,
    IReadOnlyList<ReplayedDeadline> Deadlines,
    string? Office = null,
    PersonRef? OnBehalfOf = null);

public sealed record ReplayedDeadline(
    DeadlineKind Kind, string Rule, LegalBasis LegalBasis, LocalDate Start, LocalDate Due, TimeUnit Unit, int Length,
    DeadlineState State, LocalDate? EndedOn, IReadOnlyList<string> CalendarEditions, IReadOnlyList<string> Derivation);

/// <summary>
/// Tells a stream from its events alone. Pure: the same events are told alike for ever, whatever calendar is in
/// force.
/// </summary>
public static class Replay
{
    /// <param name="kind">sport-permit-case, sport-permit, rectification, fund, subsidy-program, designated-venue, voucher-wallet or
    /// voucher-draw; of other streams the events are told without a state.</param>
    /// <param name="events">The stream's events in order, cut at the version or instant asked for.</param>
    public static ReplayDocument Tell(string kind, string id, IReadOnlyList<StoredEvent> events)
    {
        var acts = new List<ReplayedAct>(events.Count);
        object? state = null;
        JsonElement? seen = null;
        foreach (var stored in events)
        {
            var before = state;
            state = Evolve(kind, id, state, stored);
            var now = Json(state);
            acts.Add(Act(stored, state is null ? Own(stored) : JsonChanges.Between(seen, now), Touched(before, state)));
            seen = now;
        }

        var last = acts.LastOrDefault();
        return new(kind, id, last?.Version ?? 0, last?.Position ?? 0, acts, seen);
    }

    static object? Evolve(string kind, string id, object? state, StoredEvent stored) => kind switch
    {
        "sport-permit-case" or "training-case" => CasePageFold.Evolve((CasePage?)state, stored),
        "sport-permit" => ReadModels.Permits.Evolve(id, (PermitPage?)state, stored),
        "rectification" => ReadModels.Rectifications.Evolve(id, (RectificationPage?)state, stored),
        "fund" => ReadModels.Funds.Evolve(id, (FundPage?)state, stored),
        "subsidy-program" => ReadModels.Programmes.Evolve(id, (ProgrammePage?)state, stored),
        "designated-venue" => ReadModels.Venues.Evolve(id, (VenuePage?)state, stored),
        // What each decision has rested on is what an audit asks of a wallet and a draw.
        "voucher-wallet" => stored.Data is WalletEvent e ? WalletDecider.Evolve((VoucherWallet?)state ?? VoucherWallet.Initial, e) : state,
        "voucher-draw" => stored.Data is DrawEvent e ? Draw.Evolve((Draw?)state ?? Draw.Initial, e) : state,
        _ => null,
    };

    static ReplayedAct Act(
        StoredEvent stored, IReadOnlyList<Change> changes, IReadOnlyList<ReplayedDeadline> deadlines) =>
        new(
            stored.Version, stored.Sequence, stored.Id, stored.Timestamp, WorkCalendar.DayOf(stored.Timestamp),
            stored.Type, Acts.TermOf(stored.Type), Authority.PersonOf(stored), Authority.RoleOf(stored),
            Authority.DistrictOf(stored), EventBody.Read(stored).Basis, Authority.CommandOf(stored),
            stored.CorrelationId, stored.CausationId, changes, deadlines,
            Authority.OfficeOf(stored), Authority.OnBehalfOf(stored));

    static IReadOnlyList<ReplayedDeadline> Touched(object? before, object? after)
    {
        var old = DeadlinesOf(before);
        var now = DeadlinesOf(after);
        return
        [
            .. now.Where((line, index) => index >= old.Count || old[index].State != line.State)
                .Select(line => new ReplayedDeadline(
                    line.Deadline.Kind, line.Deadline.Rule, line.Deadline.Basis, line.Deadline.Start,
                    line.Deadline.LastDay, line.Deadline.Unit, line.Deadline.Length, line.State,
                    line.EndedOn, line.Deadline.CalendarEditions, line.Deadline.Derivation)),
        ];
    }

    static IReadOnlyList<DeadlineLine> DeadlinesOf(object? state) => state switch
    {
        CasePage page => page.Progress.Deadlines,
        RectificationPage order => order.Deadlines,
        _ => [],
    };

    static IReadOnlyList<Change> Own(StoredEvent stored)
    {
        using var json = JsonDocument.Parse(stored.Json);
        return JsonChanges.Between(null, json.RootElement);
    }

    /// <remarks>A permit's history is what a replay tells anyway.</remarks>
    static JsonElement? Json(object? state) =>
        state is PermitPage { History.Count: > 0 } page ? Json(page with { History = [] })
        : state is null ? null : JsonSerializer.SerializeToElement(state, state.GetType(), EventJson.Options);
}
