namespace Infrastructure.Effects;

/// <summary>Wakes this node's sender of one channel.</summary>
public sealed class EffectSignal : WakeSignal;
