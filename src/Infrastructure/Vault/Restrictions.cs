using Application.Ports;
using Domain.Identity;
using Npgsql;

namespace Infrastructure.Vault;

/// <summary>Asks the vault who is restricted; whoever asks while a look is under way is in the next one.</summary>
public sealed class Restrictions(NpgsqlDataSource writer) : IRestrictions
{
    readonly SharedLooks<string, HashSet<string>> looks = new(async persons =>
    {
        await using var command = writer.CreateCommand("select * from vault.restricted_among($1)");
        command.Parameters.Add(new() { Value = persons.ToArray() });
        await using var rows = await command.ExecuteReaderAsync();
        var restricted = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync()) restricted.Add(rows.GetString(0));
        return restricted;
    });

    public async Task<bool> IsRestrictedAsync(PersonRef person, CancellationToken cancellation) =>
        (await looks.AskAsync(person.Value, cancellation)).Contains(person.Value);
}
