using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>What of a form may stand in events, and the rows that seal the rest.</summary>
public sealed record SealedForm(
    FormReading Reading, DocumentId Form, PersonRef? LegalRepresentative, PersonRef? Agent, IReadOnlyList<CompanionRow> Rows);

/// <summary>Takes people and free text out of a form: references stay in it, data go under each person's own key.</summary>
public sealed class FormSealing(IVault vault, PersonRef applicant, string district)
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly List<PlainText> texts = [];

    public async Task<SealedForm> SealAsync(
        FormDraft draft, JsonElement document, IEnumerable<PlainText> alsoSealed, CancellationToken cancellation)
    {
        var people = await ReferAsync(draft, cancellation);
        foreach (var (path, mention) in draft.People) SealDetails(people[path], mention);

        var reading = new FormReading(
            draft.Facts(path => At(people, path), (kind, text) => Seal(kind, text, searchable: true)), Materials(draft), draft.Defects,
            draft.Normalised);
        var form = Seal("form", Redacted(document, draft, people).ToJsonString(Readable));
        var rows = (await vault.SealAsync([.. alsoSealed, .. texts], cancellation)).Rows;
        return new SealedForm(reading, form, At(people, "legalRepresentative"), At(people, "agent"), rows);
    }

    static PersonRef? At(Dictionary<string, PersonRef> people, string path) =>
        people.TryGetValue(path, out var person) ? person : null;

    async Task<Dictionary<string, PersonRef>> ReferAsync(FormDraft draft, CancellationToken cancellation)
    {
        var known = new Dictionary<PersonIdentifier, PersonRef>();
        var people = new Dictionary<string, PersonRef>(StringComparer.Ordinal);
        foreach (var (path, mention) in draft.People)
        {
            if (!known.TryGetValue(mention.Identifier, out var person))
            {
                known[mention.Identifier] = person = await vault.ReferToAsync(mention.Identifier, cancellation);
            }

            people[path] = person;
        }

        foreach (var (path, number) in draft.Numbers) people[path] = await vault.ReferToAsync(number, cancellation);
        return people;
    }

    void SealDetails(PersonRef person, PersonMention mention)
    {
        foreach (var (field, text) in mention.Details)
        {
            texts.Add(new PlainText(new DocumentId(Guid.CreateVersion7()), person, field, district, text));
        }
    }

    IReadOnlyList<DeclaredMaterial> Materials(FormDraft draft) =>
        [.. draft.Materials.Select(material => new DeclaredMaterial(
            material.Code, Seal("material-title", material.Title), material.MediaType, material.Size, material.Sm3,
            material.TrustLevel))];

    DocumentId Seal(string kind, string text, bool searchable = false)
    {
        var id = new DocumentId(Guid.CreateVersion7());
        texts.Add(new PlainText(id, applicant, kind, district, text, searchable));
        return id;
    }

    /// <summary>The document as received, people's identifying members replaced by their reference.</summary>
    JsonObject Redacted(JsonElement document, FormDraft draft, Dictionary<string, PersonRef> people)
    {
        var copy = JsonObject.Create(document)!.DeepClone().AsObject();
        foreach (var path in draft.People.Keys)
        {
            var person = people[path];
            var place = JsonPath.Find(copy, path)!.AsObject();
            foreach (var member in PeopleReader.IdentifyingMembers) place.Remove(member);
            place["person"] = person.Value;
        }

        if (copy.Remove("applyerName") | copy.Remove("applyerPageCode")) copy["applyer"] = new JsonObject { ["person"] = applicant.Value };
        return copy;
    }
}
