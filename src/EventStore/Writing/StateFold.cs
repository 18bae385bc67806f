using System.Reflection;

namespace EventStore.Writing;

/// <summary>How a state comes about.</summary>
sealed record StateFold(FoldKind Kind, object? Initial, Func<object?, object, object?> Evolve)
{
    public static StateFold Of<TState>(Write<TState> write) => Of(write.Initial, write.Evolve);

    public static StateFold Of<TState>(TState initial, Func<TState, object, TState> evolve) => new(
        new FoldKind(typeof(TState), evolve.Method, evolve.Target, initial),
        initial, (state, @event) => evolve((TState)state!, @event));
}

/// <summary>Two folds of one kind make the same state of the same events.</summary>
/// <param name="Captured">What the function is bound to.</param>
sealed record FoldKind(Type State, MethodInfo Evolve, object? Captured, object? Initial)
{
    /// <summary>Another request can bring this kind again. One that captured something of its own request cannot.</summary>
    public bool Lasts => IsFree(Captured);

    static bool IsFree(object? captured) => captured switch
    {
        null => true,
        IBoundFold bound => IsFree(bound.Function.Target),
        _ => captured.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0,
    };
}

/// <summary>A wrapper that equals another one around the same function.</summary>
interface IBoundFold
{
    Delegate Function { get; }
}
