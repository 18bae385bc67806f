using System.Text.Json;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Domain.Tests.SportPermits;

/// <summary>Given events, when a command, then exactly these events: compared as the bytes that would be stored.</summary>
public sealed class Spec
{
    readonly IReadOnlyList<LicensingCaseEvent> history;
    readonly LicensingCaseCommand? command;
    CaseRules rules = CaseSamples.Rules;

    Spec(IReadOnlyList<LicensingCaseEvent> history, LicensingCaseCommand? command = null) =>
        (this.history, this.command) = (history, command);

    public static Spec Given(params LicensingCaseEvent[] history) => new(history);

    public Spec When(LicensingCaseCommand asked) => new(history, asked) { rules = rules };

    public Spec Under(CaseRules other)
    {
        rules = other;
        return this;
    }

    public void Then(params LicensingCaseEvent[] expected)
    {
        var events = EventsOf(Answer(history));
        Assert.Equal(expected.Select(Bytes), events.Select(Bytes));
        AssertRepeatChangesNothing(events);
    }

    /// <summary>The single event of a type that is too large to be spelled out in each spec.</summary>
    public TEvent ThenOne<TEvent>()
        where TEvent : LicensingCaseEvent
    {
        var events = EventsOf(Answer(history));
        AssertRepeatChangesNothing(events);
        // What an officer wrote stands beside the notice it belongs to.
        return Assert.IsType<TEvent>(Assert.Single(events, e => e is TEvent or not CorrectionReasonsGiven));
    }

    public IReadOnlyList<LicensingCaseEvent> Events() => EventsOf(Answer(history));

    public void ThenNothing() => Assert.Empty(EventsOf(Answer(history)));

    /// <returns>The refusal with its field and detail.</returns>
    public Refusal ThenRefused(Refusal expected)
    {
        var refused = Assert.IsType<Answer<LicensingCaseEvent>.Refused>(Answer(history));
        Assert.Equal(expected.Code, refused.Refusal.Code);
        Assert.Equal(expected.Kind, refused.Refusal.Kind);
        return refused.Refusal;
    }

    public LicensingCase State() => Fold(history);

    public static LicensingCase Fold(IEnumerable<LicensingCaseEvent> history) =>
        history.Aggregate(LicensingCase.Initial, LicensingCaseDecider.Evolve);

    public static string Bytes(LicensingCaseEvent @event) =>
        @event.GetType().Name + JsonSerializer.Serialize(@event, @event.GetType(), EventJson.Options);

    // Free with every spec: what was decided can be read back, and the same request again is granted
    // without a new event, so that a caller who lost our reply may simply repeat it.
    void AssertRepeatChangesNothing(IReadOnlyList<LicensingCaseEvent> decided) =>
        Assert.Empty(EventsOf(Answer([.. history, .. decided])));

    Answer<LicensingCaseEvent> Answer(IEnumerable<LicensingCaseEvent> before) =>
        LicensingCaseDecider.Decide(command!, Fold(before), rules);

    static IReadOnlyList<LicensingCaseEvent> EventsOf(Answer<LicensingCaseEvent> answer) =>
        answer switch
        {
            Answer<LicensingCaseEvent>.Accepted accepted => accepted.Events,
            Answer<LicensingCaseEvent>.Refused refused =>
                throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Field} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };
}
