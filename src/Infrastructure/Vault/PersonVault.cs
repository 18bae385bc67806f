using System.Text;
using Application.Ports;
using Domain.Identity;
using EventStore;
using Npgsql;

namespace Infrastructure.Vault;

/// <summary>The vault over PostgreSQL: keys apart from texts, readings logged before the caller sees a word.</summary>
public sealed class PersonVault(
    NpgsqlDataSource writer, NpgsqlDataSource reader, PersonKeys keys, MasterKey master,
    IReadRecorder recorder) : IVault
{
    /// <summary>Kinds that are a person's own data, as <see cref="ReadPersonAsync"/> answers them.</summary>
    static readonly string[] PersonFields =
        ["name", "id-number", "id-type", "phone", "email", "address", "certificate-no", "account", "login"];

    public async Task<PersonRef> ReferToAsync(PersonIdentifier identifier, CancellationToken cancellation)
    {
        var blind = Identifiers.BlindIndex(master, identifier);
        return await FindAsync(blind, cancellation)
            ?? await MakeAsync(identifier.Scheme, blind, cancellation)
            ?? await FindAsync(blind, cancellation)
            ?? throw new InvalidOperationException("A person was neither found nor made.");
    }

    public async Task<SealedTexts> SealAsync(IReadOnlyList<PlainText> texts, CancellationToken cancellation)
    {
        if (texts.Count == 0) return new SealedTexts([]);

        var subjects = texts.Select(text => text.Subject.Value).Distinct().ToList();
        var personKeys = await keys.EnsureAsync(subjects, cancellation);
        return new SealedTexts(texts.SelectMany(text => Rows(text, personKeys[text.Subject.Value])).ToList());
    }

    public async Task<IReadOnlyDictionary<DocumentId, string?>> ReadAsync(
        IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation) =>
        (await OpenAsync(documents, purpose, cancellation)).ToDictionary(text => text.Key, text => text.Value.Text);

    public async Task<IReadOnlyDictionary<DocumentId, OpenedText>> OpenAsync(
        IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation)
    {
        if (documents.Count == 0) return new Dictionary<DocumentId, OpenedText>();

        var ids = documents.Select(document => document.Value).Distinct().ToArray();
        var opened = await OpenAsync(ids, person: null, purpose, cancellation);
        var texts = opened.ToDictionary(text => text.Row.Asked, text => text.Opened);
        return ids.ToDictionary(id => new DocumentId(id), id => texts.GetValueOrDefault(id, OpenedText.Unknown));
    }

    public async Task<IReadOnlyDictionary<string, string?>> ReadPersonAsync(
        PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
        (await OpenPersonAsync(person, purpose, cancellation)).ToDictionary(text => text.Key, text => text.Value.Text);

    public async Task<IReadOnlyDictionary<string, OpenedText>> OpenPersonAsync(
        PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
        (await OpenAsync([], person.Value, purpose, cancellation)).ToDictionary(text => text.Row.Kind, text => text.Opened);

    public async Task<IReadOnlySet<DocumentId>> SearchAsync(string text, int limit, CancellationToken cancellation)
    {
        var tokens = SearchTokens.Of(master, text);
        if (tokens.Count == 0) return new HashSet<DocumentId>();

        await using var command = reader.CreateCommand("SELECT vault.search($1, $2)");
        command.Parameters.Add(new() { Value = tokens.ToArray() });
        command.Parameters.Add(new() { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<DocumentId>();
        while (await rows.ReadAsync(cancellation)) found.Add(new DocumentId(rows.GetGuid(0)));
        return found;
    }

    IEnumerable<CompanionRow> Rows(PlainText text, PersonKey key)
    {
        var closed =
            Seal.Close(key, text.Subject.Value, text.Kind, text.Id.Value.ToString(), Encoding.UTF8.GetBytes(text.Text));
        yield return new CompanionRow(
            "vault.texts",
            [
                new("id", text.Id.Value), new("subject", text.Subject.Value), new("kind", text.Kind),
                new("district", text.District), new("key_version", closed.KeyVersion), new("iv", closed.Iv),
                new("ciphertext", closed.Ciphertext), new("mac", closed.Mac),
            ]);

        if (!text.Searchable) yield break;

        foreach (var token in SearchTokens.Of(master, text.Text))
            yield return new CompanionRow("vault.search_tokens", [new("token", token), new("document", text.Id.Value)]);
    }

    async Task<PersonRef?> FindAsync(byte[] blind, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand("SELECT ref FROM vault.persons WHERE blind = $1");
        command.Parameters.Add(new() { Value = blind });
        return await command.ExecuteScalarAsync(cancellation) is string found ? new PersonRef(found) : null;
    }

    async Task<PersonRef?> MakeAsync(string scheme, byte[] blind, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            "INSERT INTO vault.persons (ref, scheme, blind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING ref");
        command.Parameters.Add(new() { Value = Identifiers.NewReference().Value });
        command.Parameters.Add(new() { Value = scheme });
        command.Parameters.Add(new() { Value = blind });
        return await command.ExecuteScalarAsync(cancellation) is string made ? new PersonRef(made) : null;
    }

    async Task<List<(SealedRow Row, OpenedText Opened)>> OpenAsync(
        Guid[] documents, string? person, ReadPurpose purpose, CancellationToken cancellation)
    {
        var rows = await FetchAndLogAsync(documents, person, purpose, cancellation);
        var read = rows.Where(row => row.Seal is not null).ToList();
        await recorder.RecordAsync(
            purpose, read.Select(row => (new PersonRef(row.Subject), row.Kind)).Distinct().ToList(), cancellation);

        var found = await keys.FindAsync(read.Select(row => row.Subject).Distinct().ToList(), cancellation);
        return rows.Select(row => (row, Open(row, found))).ToList();
    }

    static OpenedText Open(SealedRow row, IReadOnlyDictionary<(string Person, int Version), PersonKey> found)
    {
        if (row.Seal is not { } seal) return new OpenedText(null, OpenedText.Restricted);
        return found.TryGetValue((row.Subject, seal.KeyVersion), out var key)
            ? new OpenedText(Encoding.UTF8.GetString(seal.Open(key, row.Subject, row.Kind, row.Id.ToString())), OpenedText.Shown)
            : new OpenedText(null, OpenedText.Erased);
    }

    async Task<List<SealedRow>> FetchAndLogAsync(
        Guid[] documents, string? person, ReadPurpose purpose, CancellationToken cancellation)
    {
        await using var connection = await reader.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DistrictScope.SetAsync(connection, purpose.Reader, cancellation);

        var rows = new List<SealedRow>();
        await using (var command = new NpgsqlCommand(
            "SELECT * FROM vault.open_standing_texts($1, $2, $3, $4, $5, $6, $7, $8)", connection))
        {
            command.Parameters.Add(new() { Value = documents });
            command.Parameters.Add(new() { Value = (object?)person ?? DBNull.Value });
            command.Parameters.Add(new() { Value = PersonFields });
            command.Parameters.Add(new() { Value = purpose.Reader.Person.Value });
            command.Parameters.Add(new() { Value = purpose.Reader.Role });
            command.Parameters.Add(new() { Value = purpose.Reader.District });
            command.Parameters.Add(new() { Value = purpose.Purpose });
            command.Parameters.Add(new() { Value = (object?)purpose.CaseNo ?? DBNull.Value });
            await using var result = await command.ExecuteReaderAsync(cancellation);
            while (await result.ReadAsync(cancellation)) rows.Add(SealedRow.Read(result));
        }

        // The log is on disk before anything is decrypted.
        await transaction.CommitAsync(cancellation);
        return rows;
    }

    /// <param name="Asked">The document that was asked for; the row may stand for it by a correction.</param>
    /// <param name="Seal">Null where the person is restricted for this purpose.</param>
    sealed record SealedRow(Guid Asked, Guid Id, string Subject, string Kind, Seal? Seal)
    {
        public static SealedRow Read(NpgsqlDataReader row) => new(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3),
            row.GetBoolean(8) ? new Seal(row.GetInt32(4), (byte[])row[5], (byte[])row[6], (byte[])row[7]) : null);
    }
}
