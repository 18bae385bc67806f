namespace EventStore.Writing;

/// <summary>The writes that wait, in the order in which they are taken up. Not thread-safe.</summary>
/// <remarks>
/// Callers take turns: the n-th waiting write of a caller comes after the (n−1)-th of every other, whoever was earlier, so that
/// a caller with thousands does not stand before one with a single write. A write on a stream that another batch of this node
/// holds is passed over, and so is everything behind it on its streams: the transaction would only wait for the lock, and
/// others in it as well. What is passed over gathers, and the next batch takes all of it. Counters are held like streams.
/// </remarks>
sealed class WaitingWrites(WriterSettings settings)
{
    /// <summary>How far a batch looks for writes that it may take, in batches.</summary>
    const int LookAhead = 4;

    readonly SortedSet<PendingWrite> inOrder = new(Comparer<PendingWrite>.Create(
        (one, other) => (one.Turn, one.Number).CompareTo((other.Turn, other.Number))));

    readonly Dictionary<string, (int Waiting, long LastTurn)> callers = [];
    readonly Dictionary<string, int> streams = [];
    readonly HashSet<(string Caller, string Key)> commandsUnderWay = [];
    readonly HashSet<string> held = [];
    readonly int largestShare = Math.Max(1, (int)(settings.LongestQueue * settings.LargestShare));
    long turn;
    long number;

    public int Count => inOrder.Count;

    /// <returns>False if there is no room for it.</returns>
    public bool TryAdd(PendingWrite pending)
    {
        var (caller, stream) = (pending.Write.Command.Caller, pending.Write.Primary.Stream);
        var (waiting, lastTurn) = callers.GetValueOrDefault(caller);
        var onStream = streams.GetValueOrDefault(stream);
        if (inOrder.Count >= settings.LongestQueue || waiting >= largestShare || onStream >= largestShare) return false;

        pending.Number = ++number;
        pending.Turn = waiting == 0 ? turn : Math.Max(turn, lastTurn + 1);
        callers[caller] = (waiting + 1, pending.Turn);
        streams[stream] = onStream + 1;
        return inOrder.Add(pending);
    }

    /// <summary>The next batch; empty when nothing can be taken before another batch has ended.</summary>
    public List<PendingWrite> Take()
    {
        List<PendingWrite> batch = [], left = [];
        do
        {
            left.Clear();
            Look(batch, left);
            foreach (var pending in batch.Concat(left)) Remove(pending);
        }
        while (batch.Count == 0 && left.Count > 0);

        foreach (var pending in batch) held.UnionWith(pending.Write.Locks);
        return batch;
    }

    public void Ended(IEnumerable<PendingWrite> batch)
    {
        foreach (var pending in batch)
        {
            commandsUnderWay.Remove(pending.Write.Command.Identity());
            held.ExceptWith(pending.Write.Locks);
        }
    }

    void Look(List<PendingWrite> batch, List<PendingWrite> left)
    {
        HashSet<string> passed = [];
        foreach (var pending in inOrder.Take(settings.LargestBatch * LookAhead))
        {
            if (batch.Count == settings.LargestBatch) return;

            if (pending.HasLeft) left.Add(pending);
            else if (IsHeld(pending) || IsOneOf(passed, pending)) passed.UnionWith(pending.Write.Locks);
            else if (commandsUnderWay.Add(pending.Write.Command.Identity())) batch.Add(pending);
        }
    }

    /// <summary>A batch that is under way has to end before this one can be taken; whoever runs that batch then takes it.</summary>
    public bool IsHeld(PendingWrite pending) => IsOneOf(held, pending);

    static bool IsOneOf(HashSet<string> names, PendingWrite pending)
    {
        foreach (var name in pending.Write.Locks)
        {
            if (names.Contains(name)) return true;
        }

        return false;
    }

    void Remove(PendingWrite pending)
    {
        inOrder.Remove(pending);
        turn = Math.Max(turn, pending.Turn);
        var (caller, stream) = (pending.Write.Command.Caller, pending.Write.Primary.Stream);
        var (waiting, lastTurn) = callers[caller];
        if (waiting == 1) callers.Remove(caller);
        else callers[caller] = (waiting - 1, lastTurn);
        if (streams[stream] == 1) streams.Remove(stream);
        else streams[stream]--;
    }
}
