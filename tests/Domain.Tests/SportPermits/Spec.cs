using System.Text.Json;
using Domain.Kernel;
using Domain.SportPermits;
using EventStore;

namespace Domain.Tests.SportPermits;

/// <summary>Given events, when a command, then exactly these events: compared as the bytes that would be stored.</summary>
public sealed class Spec
{
    readonly IReadOnlyList<SportPermitCaseEvent> history;
    readonly SportPermitCaseCommand? command;
    CaseRules rules = CaseSamples.Rules;

    Spec(IReadOnlyList<SportPermitCaseEvent> history, SportPermitCaseCommand? command = null) =>
        (this.history, this.command) = (history, command);

    public static Spec Given(params SportPermitCaseEvent[] history) => new(history);

    public Spec When(SportPermitCaseCommand asked) => new(history, asked) { rules = rules };

    public Spec Under(CaseRules other)
    {
        rules = other;
        return this;
    }

    public void Then(params SportPermitCaseEvent[] expected)
    {
        var events = EventsOf(Answer(history));
        Assert.Equal(expected.Select(Bytes), events.Select(Bytes));
        AssertRepeatChangesNothing(events);
    }

    /// <summary>The single event of a type that is too large to be spelled out in each spec.</summary>
    public TEvent ThenOne<TEvent>()
        where TEvent : SportPermitCaseEvent
    {
        var events = EventsOf(Answer(history));
        AssertRepeatChangesNothing(events);
        return Assert.IsType<TEvent>(Assert.Single(events));
    }

    public void ThenNothing() => Assert.Empty(EventsOf(Answer(history)));

    /// <returns>The refusal with its field and detail.</returns>
    public Refusal ThenRefused(Refusal expected)
    {
        var refused = Assert.IsType<Answer<SportPermitCaseEvent>.Refused>(Answer(history));
        Assert.Equal(expected.Code, refused.Refusal.Code);
        Assert.Equal(expected.Kind, refused.Refusal.Kind);
        return refused.Refusal;
    }

    public SportPermitCase State() => Fold(history);

    public static SportPermitCase Fold(IEnumerable<SportPermitCaseEvent> history) =>
        history.Aggregate(SportPermitCase.Initial, SportPermitCaseDecider.Evolve);

    public static string Bytes(SportPermitCaseEvent @event) =>
        @event.GetType().Name + JsonSerializer.Serialize(@event, @event.GetType(), EventJson.Options);

    // Free with every spec: what was decided can be read back, and the same request again is granted
    // without a new event, so that a caller who lost our reply may simply repeat it.
    void AssertRepeatChangesNothing(IReadOnlyList<SportPermitCaseEvent> decided) =>
        Assert.Empty(EventsOf(Answer([.. history, .. decided])));

    Answer<SportPermitCaseEvent> Answer(IEnumerable<SportPermitCaseEvent> before) =>
        SportPermitCaseDecider.Decide(command!, Fold(before), rules);

    static IReadOnlyList<SportPermitCaseEvent> EventsOf(Answer<SportPermitCaseEvent> answer) =>
        answer switch
        {
            Answer<SportPermitCaseEvent>.Accepted accepted => accepted.Events,
            Answer<SportPermitCaseEvent>.Refused refused =>
                throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code} {refused.Refusal.Field} {refused.Refusal.Detail}"),
            _ => throw new InvalidOperationException(),
        };
}
