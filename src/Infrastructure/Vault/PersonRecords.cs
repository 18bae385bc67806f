using Application.Ports;
using Domain.Identity;
using EventStore;
using Npgsql;

namespace Infrastructure.Vault;

/// <summary>The vault's rows of one person, found without opening any.</summary>
public sealed class PersonRecords(NpgsqlDataSource reader, IKeyStore keys, IVault vault) : IPersonRecords
{
    public async Task<PersonHoldings> FindAsync(PersonRef person, CancellationToken cancellation)
    {
        var living = (await keys.FindAsync([person.Value], cancellation)).Where(key => key.Wrapped is not null)
            .Select(key => key.Version).ToHashSet();
        var (texts, seen) = await TextsAsync(person, living, cancellation);
        return new PersonHoldings(living.DefaultIfEmpty(0).Max(), seen, texts, await FilesAsync(person, living, cancellation));
    }

    public async Task<Replacement> ReplaceAsync(
        PersonRef person, string field, string text, IReadOnlyCollection<HeldText> old, CancellationToken cancellation)
    {
        var made = old.GroupBy(held => held.District).Select(group => (
            Text: new PlainText(
                new DocumentId(Guid.CreateVersion7()), person, field, group.Key, text, group.Any(held => held.Searchable)),
            Old: group.ToList())).ToList();
        var rows = (await vault.SealAsync([.. made.Select(item => item.Text)], cancellation)).Rows;
        var replaced = made.SelectMany(item => item.Old.Select(held => (held.Id, item.Text.Id))).ToList();
        return new Replacement(
            replaced,
            [
                .. rows,
                .. replaced.Select(pair => new CompanionRow(
                    "vault.corrections", [new("document", pair.Item1.Value), new("by_document", pair.Item2.Value)])),
            ]);
    }

    public Task DestroyKeysAsync(PersonRef person, int upTo, CancellationToken cancellation) =>
        keys.DestroyAsync(person.Value, upTo, cancellation);

    async Task<(List<HeldText> Texts, long Seen)> TextsAsync(PersonRef person, HashSet<int> living, CancellationToken cancellation)
    {
        await using var command = reader.CreateCommand("SELECT * FROM vault.documents_of($1)");
        command.Parameters.Add(new() { Value = person.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var (texts, seen) = (new List<HeldText>(), 0L);
        while (await rows.ReadAsync(cancellation))
        {
            texts.Add(new HeldText(
                new DocumentId(rows.GetGuid(0)), rows.GetString(1), rows.GetString(2), rows.GetBoolean(5),
                living.Contains(rows.GetInt32(3))));
            seen = rows.GetInt64(4);
        }

        return (texts, seen);
    }

    async Task<List<HeldFile>> FilesAsync(PersonRef person, HashSet<int> living, CancellationToken cancellation)
    {
        await using var command = reader.CreateCommand("SELECT * FROM files.held_of($1)");
        command.Parameters.Add(new() { Value = person.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var files = new List<HeldFile>();
        while (await rows.ReadAsync(cancellation))
        {
            files.Add(new HeldFile(
                new FileId(rows.GetGuid(0)), rows.GetString(1), rows.GetInt64(2), Convert.ToHexStringLower((byte[])rows[3]),
                living.Contains(rows.GetInt32(4))));
        }

        return files;
    }
}

/// <summary>Compares the erasures on record with the key store, and destroys again what should be gone (ERA-5).</summary>
/// <remarks>After a restore of the key store, and after a crash between an erasure's event and its end.</remarks>
public sealed class ErasureKeeper(NpgsqlDataSource writer, IKeyStore keys)
{
    const int AtOnce = 1000;

    /// <returns>The number of keys that were there and should not have been.</returns>
    public async Task<int> ApplyAsync(CancellationToken cancellation)
    {
        var destroyed = 0;
        foreach (var erasures in (await ErasuresAsync(cancellation)).Chunk(AtOnce))
        {
            var kept = (await keys.FindAsync([.. erasures.Select(erasure => erasure.Person)], cancellation))
                .ToLookup(key => key.Person);
            foreach (var (person, version) in erasures)
            {
                var isGone = kept[person].Any(key => key.Version >= version)
                    && kept[person].All(key => key.Version > version || key.Wrapped is null);
                if (!isGone) destroyed += await keys.DestroyAsync(person, version, cancellation);
            }
        }

        return destroyed;
    }

    async Task<List<(string Person, int Version)>> ErasuresAsync(CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand("SELECT person, max(key_version) FROM vault.erasures GROUP BY person");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var erasures = new List<(string, int)>();
        while (await rows.ReadAsync(cancellation)) erasures.Add((rows.GetString(0), rows.GetInt32(1)));
        return erasures;
    }
}
