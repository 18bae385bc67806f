using EventStore.Writing;

namespace EventStore;

/// <summary>Folds of deciders that know the events of one kind only.</summary>
public static class Fold
{
    /// <summary>For <see cref="Write{TState}.Evolve"/>: the same function twice is one kind of state, so that a stream is
    /// folded once for many commands. A lambda around it would capture it and be another kind each time.</summary>
    public static Func<TState, object, TState> Of<TState, TEvent>(Func<TState, TEvent, TState> evolve) =>
        new Typed<TState, TEvent>(evolve).Evolve;

    sealed record Typed<TState, TEvent>(Func<TState, TEvent, TState> Inner) : IBoundFold
    {
        public Delegate Function => Inner;

        public TState Evolve(TState state, object @event) => Inner(state, (TEvent)@event);
    }
}
