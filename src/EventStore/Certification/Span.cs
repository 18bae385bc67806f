namespace EventStore.Certification;

/// <summary>What the log has between two certificates, with as many events kept as the search for one culprit can bear.</summary>
sealed class Span(long offeredBefore, byte[] chainBefore)
{
    /// <summary>The search computes half the square of this many links: about two seconds.</summary>
    const int Searchable = 2_000;

    readonly List<(long Number, Guid Id)> events = [];
    Link link = new(offeredBefore, chainBefore);

    public long Count => link.Count - offeredBefore;

    public void Add(long number, Guid id)
    {
        if (events.Count <= Searchable) events.Add((number, id));
        link.Add(number, id);
    }

    /// <returns>Null where the certificate follows.</returns>
    public FaultKind? Compare(long offered, byte[] chain) =>
        link.Is(offered, chain) ? null
        : offered < link.Count ? FaultKind.Missed
        : offered > link.Count ? FaultKind.Surplus
        : FaultKind.Altered;

    /// <summary>The one event that, left out or taken twice in a row, leads to the certificate.</summary>
    public long? Culprit(long offered, byte[] chain)
    {
        var taken = offered - link.Count;
        if (taken is not (1 or -1) || events.Count > Searchable) return null;

        var prefix = new Link(offeredBefore, chainBefore);
        for (var at = 0; at < events.Count; at++)
        {
            var tried = prefix;
            prefix.Add(events[at].Number, events[at].Id);
            if (taken == 1)
            {
                tried = prefix;
                tried.Add(events[at].Number, events[at].Id);
            }

            for (var rest = at + 1; rest < events.Count; rest++) tried.Add(events[rest].Number, events[rest].Id);
            if (tried.Is(offered, chain)) return events[at].Number;
        }

        return null;
    }
}
