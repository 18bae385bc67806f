using Application.Ports;
using Domain.Identity;
using Npgsql;

namespace Infrastructure.Vault;

/// <summary>The vault's persons in sets: one statement for any number of them.</summary>
public sealed class People(NpgsqlDataSource writer, MasterKey master) : IPeople
{
    public async Task<IReadOnlyDictionary<PersonIdentifier, PersonRef>> FindAsync(
        IReadOnlyCollection<PersonIdentifier> identifiers, CancellationToken cancellation)
    {
        var wanted = Blind(identifiers);
        var known = await FindAsync([.. wanted.Values], cancellation);
        return wanted.Where(pair => known.ContainsKey(Hex(pair.Value))).ToDictionary(pair => pair.Key, pair => known[Hex(pair.Value)]);
    }

    public async Task<IReadOnlyDictionary<PersonIdentifier, PersonRef>> ReferToAsync(
        IReadOnlyCollection<PersonIdentifier> identifiers, CancellationToken cancellation)
    {
        var wanted = Blind(identifiers);
        var known = await FindAsync([.. wanted.Values], cancellation);
        var missing = wanted.Where(pair => !known.ContainsKey(Hex(pair.Value))).DistinctBy(pair => Hex(pair.Value))
            .OrderBy(pair => Hex(pair.Value), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            await MakeAsync(missing, cancellation);

            // Read again: of two callers who make a person known at once, the first one's reference counts.
            known = await FindAsync([.. wanted.Values], cancellation);
        }

        return wanted.ToDictionary(pair => pair.Key, pair => known[Hex(pair.Value)]);
    }

    Dictionary<PersonIdentifier, byte[]> Blind(IReadOnlyCollection<PersonIdentifier> identifiers) =>
        identifiers.Distinct().ToDictionary(identifier => identifier, identifier => Identifiers.BlindIndex(master, identifier));

    async Task<Dictionary<string, PersonRef>> FindAsync(byte[][] blind, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand("select blind, ref from vault.persons where blind = any($1)");
        command.Parameters.Add(new() { Value = blind });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<string, PersonRef>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation)) found[Hex((byte[])rows[0])] = new PersonRef(rows.GetString(1));
        return found;
    }

    async Task MakeAsync(List<KeyValuePair<PersonIdentifier, byte[]>> missing, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            """
            insert into vault.persons (ref, scheme, blind)
            select * from unnest($1::text[], $2::text[], $3::bytea[]) as made
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = missing.Select(_ => Identifiers.NewReference().Value).ToArray() });
        command.Parameters.Add(new() { Value = missing.Select(pair => pair.Key.Scheme).ToArray() });
        command.Parameters.Add(new() { Value = missing.Select(pair => pair.Value).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    static string Hex(byte[] blind) => Convert.ToHexString(blind);
}
