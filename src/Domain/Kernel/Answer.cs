namespace Domain.Kernel;

/// <summary>What a decider says to a command: the events it accepts, or the rule it would break.</summary>
/// <remarks>Accepted with no events means the command asked for something that is already so.</remarks>
public abstract class Answer<TEvent>
{
    private Answer() { }

    public static Answer<TEvent> Nothing { get; } = new Accepted([]);

    public static Answer<TEvent> Accept(params TEvent[] events) => new Accepted(events);

    public static Answer<TEvent> Refuse(Refusal refusal) => new Refused(refusal);

    public sealed class Accepted(IReadOnlyList<TEvent> events) : Answer<TEvent>
    {
        public IReadOnlyList<TEvent> Events { get; } = events;
    }

    public sealed class Refused(Refusal refusal) : Answer<TEvent>
    {
        public Refusal Refusal { get; } = refusal;
    }
}
