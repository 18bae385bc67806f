using EventStore;

namespace Application.Effects;

/// <summary>Who is called: each counterpart has rows, sender and subscription of its own, and shares table and desk.</summary>
public static class EffectChannels
{
    public const string Portal = "portal";
    public const string Operator = "operator";
    public const string National = "national";

    public static IReadOnlyList<string> All { get; } = [Portal, Operator, National];
}

/// <summary>A row to be noted for a counterpart.</summary>
/// <param name="Kind">In the counterpart's words.</param>
/// <param name="CaseNo">The case, contract or other matter whose rows go out in order.</param>
/// <param name="Version">Of the event in its stream.</param>
/// <param name="Sequence">Orders the rows of a case: by event, then as they are listed.</param>
public sealed record EffectRow(
    Guid RowGuid, Guid Event, string Purpose, string Kind, string CaseNo, long Version, long Sequence);

/// <summary>Which events are told to a counterpart, by which rows. Pure: read again from the start it makes the same ones.</summary>
public interface IEffectSource
{
    string Channel { get; }

    /// <summary>Whether what came before in the stream decides what is told.</summary>
    bool AsksEarlier(StoredEvent stored);

    IReadOnlyList<EffectRow> Of(StoredEvent stored, IReadOnlyList<object> earlier);
}

/// <summary>An event that this program does not know; a newer one may have to tell a counterpart of it, so nobody passes it over.</summary>
public sealed class UnknownCaseEventException(string type) : Exception($"Event {type} is of a newer program.");
