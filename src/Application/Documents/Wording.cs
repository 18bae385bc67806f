using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Application.Documents;

/// <summary>What stands in a place of a template before the vault was asked.</summary>
public abstract record Wording
{
    private Wording() { }

    public static implicit operator Wording(string? text) => new Plain(text);

    public static Wording FromString(string? text) => new Plain(text);

    public sealed record Plain(string? Text) : Wording;

    /// <param name="Member">Of a text that is JSON: name or address of a venue; null for the text as it is.</param>
    public sealed record Sealed(DocumentId Id, string? Member = null) : Wording;

    /// <summary>The first line of a material's title; the second is a file's name.</summary>
    public sealed record MaterialName(DocumentId Id) : Wording;

    public sealed record NameOf(PersonRef Person) : Wording;
}

/// <summary>A document to be made: all that its face and its words need.</summary>
/// <param name="Number">Null where the event drew none; it is then derived from the event.</param>
public sealed record DocumentPlan(
    string Kind, string? Number, LocalDate On, string Organ, PersonRef Addressee, string? CaseNo, string? PermitNo,
    LegalBasis Basis, IReadOnlyList<Remedy> Remedies)
{
    /// <summary>Whose templates it is printed from.</summary>
    public string Matter { get; init; } = SportPermitMatter.MatterName;

    public IReadOnlyDictionary<string, Wording> Words { get; init; } = new Dictionary<string, Wording>();

    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, Wording>>> Lists { get; init; } =
        new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, Wording>>>();

    /// <summary>These words beside those that are there.</summary>
    public DocumentPlan With(params (string Name, Wording Word)[] words)
    {
        var all = new Dictionary<string, Wording>(Words);
        foreach (var (name, word) in words) all[name] = word;
        return this with { Words = all };
    }

    public DocumentPlan With(string list, IEnumerable<IReadOnlyDictionary<string, Wording>> rows) =>
        this with
        {
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, Wording>>>(Lists) { [list] = [.. rows] },
        };
}
