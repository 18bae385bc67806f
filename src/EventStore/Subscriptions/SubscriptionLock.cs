namespace EventStore.Subscriptions;

/// <summary>The lock under which a subscriber's rows and checkpoint move; whoever holds it stands still with everybody else.</summary>
public static class SubscriptionLock
{
    /// <summary>SQL for the key of a transaction's advisory lock; $1 is the subscriber's name.</summary>
    public const string Key = "hashtextextended('regulation.subscription/' || $1, 0)";
}
