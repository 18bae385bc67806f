namespace Infrastructure.Vault;

/// <summary>The unwrapped keys of persons. Not cached: a key that was destroyed must be gone on every node at
/// once.</summary>
public sealed class PersonKeys(IKeyStore store, MasterKey master)
{
    /// <summary>The newest key of each person; made where there is none or where it was destroyed.</summary>
    internal async Task<IReadOnlyDictionary<string, PersonKey>> EnsureAsync(
        IReadOnlyCollection<string> persons, CancellationToken cancellation)
    {
        var current = Newest(await store.FindAsync(persons, cancellation));
        var missing = persons
            .Where(person => current.GetValueOrDefault(person)?.Wrapped is null)
            .Select(person => (Person: person, Last: current.GetValueOrDefault(person)?.Version ?? 0))
            .Select(missed => Wrapped(missed.Person, PersonKey.Generate(missed.Last + 1)))
            .ToList();
        if (missing.Count > 0)
        {
            // Read again: of two callers who make a key at once, the first one's counts.
            await store.AddAsync(missing, cancellation);
            current = Newest(await store.FindAsync(persons, cancellation));
        }

        return current.Values.ToDictionary(key => key.Person, Unwrapped);
    }

    /// <summary>Every key that still exists, by person and version.</summary>
    internal async Task<IReadOnlyDictionary<(string Person, int Version), PersonKey>> FindAsync(
        IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        (await store.FindAsync(persons, cancellation))
        .Where(key => key.Wrapped is not null)
        .ToDictionary(key => (key.Person, key.Version), Unwrapped);

    static Dictionary<string, WrappedKey> Newest(IReadOnlyList<WrappedKey> keys) =>
        keys.GroupBy(key => key.Person).ToDictionary(group => group.Key, group => group.MaxBy(key => key.Version)!);

    WrappedKey Wrapped(string person, PersonKey key) => new(person, key.Version, master.Kid, key.Wrap(master, person));

    PersonKey Unwrapped(WrappedKey key) =>
        key.Wrapped is { } wrapped
            ? PersonKey.Unwrap(master, key.Person, key.Version, wrapped)
            : throw new InvalidOperationException(
                $"The key of {key.Person} was destroyed while something was sealed under it.");
}
