using Domain.Audit;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>What was decided against a person about vouchers, with the review of it (VCH-7).</summary>
/// <param name="Kind">refused, passed-over or voided; proposed while a voiding waits for its second person, which finance alone
/// sees.</param>
/// <param name="Code">As it was told.</param>
/// <param name="Detail">The rule, and the window of a limit; of a voided voucher the cause.</param>
/// <param name="ReviewUntil">Last day on which a review can be asked for, inclusive.</param>
/// <param name="Review">Null where none was asked for.</param>
public sealed record AdverseDecisionLine(
    string DecisionNo, string ProgrammeNo, PersonRef Person, string Kind, string Code, string? Detail, LegalBasis? Basis, LocalDate ToldOn,
    LocalDate ReviewUntil, ReviewLine? Review);

/// <param name="DecideBy">Last day for the answer, inclusive.</param>
/// <param name="Outcome">upheld or overturned; null while it waits for a person.</param>
public sealed record ReviewLine(
    string Ground, LocalDate AskedOn, LocalDate DecideBy, string? Outcome, string? Reason, ReviewCorrection? Corrected,
    LocalDate? DecidedOn, bool? InTime);

public sealed class AdverseDecisionProjection : Projection<AdverseDecisionLine>
{
    const string Wallets = "voucher-wallet/";
    const string Refusals = "refusal/";
    const string Proposed = "proposed";

    public override Table<AdverseDecisionLine> Table { get; } = new()
    {
        Name = "adverse_decision",
        Version = 1,
        Columns = new Columns<AdverseDecisionLine>()
            .Text("programme", line => line.ProgrammeNo, required: true)
            .Text("person", line => line.Person.Value, required: true)
            .Text("review", StateOf)
            .Day("decide_by", line => line.Review?.DecideBy),
        Indexes = ["(person)", "(decide_by) where review is not null"],
    };

    static string? StateOf(AdverseDecisionLine line) =>
        line.Kind == Proposed ? "voiding" : line.Review is not { } review ? null : review.Outcome is null ? "open" : "decided";

    public override Need NeedOf(string stream, string type) => type switch
    {
        "command_refused" => Need.Event,
        "voucher_voided" or "voiding_proposed" or "voiding_turned_down" or "entry_passed_over" or "review_asked" or "review_decided"
            when stream.StartsWith(Wallets, StringComparison.Ordinal) => Need.Event,
        _ => Need.None,
    };

    public override IEnumerable<string> KeysOf(StoredEvent stored) => stored.Data switch
    {
        CommandRefused e when IsAdverse(e) => [stored.Stream[Refusals.Length..]],
        VoucherVoided e => [e.VoucherNo],
        VoidingProposed e => [e.VoucherNo],
        VoidingTurnedDown e => [e.VoucherNo],
        EntryPassedOver e => [e.Pseudonym],
        ReviewAsked e => [e.Against.DecisionNo],
        ReviewDecided e => [e.DecisionNo],
        _ => [],
    };

    /// <summary>A claim that was refused for a reason in the person; what officers tried has the same subject.</summary>
    static bool IsAdverse(CommandRefused e) =>
        e.Subject.StartsWith(Wallets, StringComparison.Ordinal) && WalletRefusals.ReviewedCodes.Contains(e.Code);

    public override AdverseDecisionLine? Evolve(string key, AdverseDecisionLine? row, StoredEvent stored) => stored.Data switch
    {
        CommandRefused e => Of(key, e.Subject, "refused", e.Code, e.Detail, e.Basis, WorkCalendar.DayOf(stored.Timestamp)),
        VoucherVoided e => Of(key, stored.Stream, "voided", WalletReviews.Voiding, e.Cause, e.Basis, e.On),
        VoidingProposed e => Of(key, stored.Stream, Proposed, WalletReviews.Voiding, e.Cause, e.Basis, e.On),
        VoidingTurnedDown when row?.Kind == Proposed => null,
        EntryPassedOver e => Of(
            key, stored.Stream, "passed-over", e.Code, FormattableString.Invariant($"{e.Detail}, batch {e.Batch}"), e.Basis, e.On),
        ReviewAsked e when row is not null => row with
        {
            Review = new(e.Ground, e.On, e.DecideBy, null, null, null, null, null),
        },
        ReviewDecided e when row?.Review is { } review => row with
        {
            Review = review with
            {
                Outcome = e.Outcome, Reason = e.Reason, Corrected = e.Corrected, DecidedOn = e.On, InTime = e.InTime,
            },
        },
        _ => row,
    };

    static AdverseDecisionLine Of(
        string key, string wallet, string kind, string code, string? detail, LegalBasis? basis, LocalDate toldOn)
    {
        var parts = wallet.Split('/');
        return new(
            key, parts[1], new PersonRef(parts[2]), kind, code, detail, basis, toldOn, WalletReviews.LastDayToAsk(toldOn), null);
    }
}
