using System.Text.Json;
using Application.Policies;
using Application.Ports;
using Domain.Identity;

namespace Application.Documents;

/// <summary>Opens what a document must say from the vault: once for each document, logged, with the case as its purpose.</summary>
public sealed class DocumentWords(IVault vault)
{
    public const string Purpose = "issuing-a-document";

    /// <exception cref="PolicyNotYetException">Somebody's data may not be read for this purpose now.</exception>
    public async Task<SheetValues> OpenAsync(DocumentPlan plan, CancellationToken cancellation)
    {
        var all = plan.Words.Values.Concat(plan.Lists.Values.SelectMany(rows => rows).SelectMany(row => row.Values)).ToList();
        var purpose = new ReadPurpose(Purpose, plan.CaseNo, Actors.System);
        DocumentId[] ids =
        [
            .. all.OfType<Wording.Sealed>().Select(word => word.Id), .. all.OfType<Wording.MaterialName>().Select(word => word.Id),
        ];
        var texts = (await vault.OpenAsync([.. ids.Distinct()], purpose, cancellation))
            .ToDictionary(text => text.Key, text => Shown(text.Value));
        var names = new Dictionary<PersonRef, string?>();
        foreach (var person in all.OfType<Wording.NameOf>().Select(word => word.Person).Distinct())
        {
            var known = await vault.OpenPersonAsync(person, purpose, cancellation);
            names[person] = Shown(known.GetValueOrDefault("name", OpenedText.Unknown));
        }

        string? Open(Wording word) => word switch
        {
            Wording.Plain plain => plain.Text,
            Wording.Sealed { Member: null } text => texts.GetValueOrDefault(text.Id),
            Wording.Sealed { Member: { } member } text => MemberOf(texts.GetValueOrDefault(text.Id), member),
            Wording.MaterialName name => texts.GetValueOrDefault(name.Id)?.Split('\n')[0],
            Wording.NameOf person => names.GetValueOrDefault(person.Person),
            _ => throw new System.Diagnostics.UnreachableException(word.GetType().Name),
        };

        return new SheetValues(
            plan.Words.ToDictionary(word => word.Key, word => Open(word.Value)),
            plan.Lists.ToDictionary(list => list.Key, list => (IReadOnlyList<IReadOnlyDictionary<string, string>>)
                [.. list.Value.Select(row => row.ToDictionary(cell => cell.Key, cell => Open(cell.Value) ?? SheetFilling.Absent))]));
    }

    /// <summary>What was erased is left out; what may not be read now is waited for, or the paper would be wrong for ever.</summary>
    static string? Shown(OpenedText text) =>
        text.State == OpenedText.Restricted ? throw new PolicyNotYetException("document.person-restricted") : text.Text;

    static string? MemberOf(string? json, string member)
    {
        if (json is null) return null;

        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
    }
}
