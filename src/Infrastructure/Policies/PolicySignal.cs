namespace Infrastructure.Policies;

/// <summary>Wakes the policies of this node.</summary>
public sealed class PolicySignal : WakeSignal;
