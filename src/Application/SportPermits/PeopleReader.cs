using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Application.SportPermits;

/// <summary>Reads the people of a form. A wrong number is a defect, and its bearer a person of whom no number is known.</summary>
public sealed class PeopleReader(FormDraft draft, string unverifiedScope, LocalDate today)
{
    const string CitizenScheme = "111";

    static readonly (string Member, string Field)[] Details =
        [("name", "name"), ("idNumber", "id-number"), ("phone", "phone"), ("certificateNo", "certificate-no")];

    /// <summary>Members that say who a person is; they leave the sealed form for the person's own key.</summary>
    public static IReadOnlyList<string> IdentifyingMembers { get; } = [.. Details.Select(detail => detail.Member), "idType"];

    public void Read(Lenient person)
    {
        if (!person.IsObject(true)) return;

        person["name"].Text(true, TextLimits.PersonName);
        var type = person["idType"].Text(false, TextLimits.IdNumber) ?? CitizenScheme;
        var number = person["idNumber"].Text(true, TextLimits.IdNumber);
        person["phone"].JudgeText(TextLimits.Phone);
        person["certificateNo"].JudgeText(TextLimits.CertificateNo);
        draft.People[person.Path] = Mention(person, type, number);
    }

    PersonMention Mention(Lenient person, string type, string? number)
    {
        var details = Details
            .Select(detail => KeyValuePair.Create(detail.Field, Raw(person[detail.Member])))
            .Where(detail => detail.Value is not null)
            .Select(detail => KeyValuePair.Create(detail.Key, detail.Value!))
            .ToList();

        if (number is null) return new PersonMention(Unverified($"{unverifiedScope}/{person.Path}"), false, details);
        if (type != CitizenScheme) return new PersonMention(Unverified($"{type}:{number}"), true, details);

        var check = CitizenId.Check(number, today);
        foreach (var what in check.Normalised) draft.Normalised.Add(new(person["idNumber"].Path, what));
        if (check.IsValid) return new PersonMention(new PersonIdentifier(CitizenScheme, check.Value!), true, details);

        draft.Defects.Add(ReadingDefects.WrongIdentifier(person["idNumber"].Path));
        return new PersonMention(Unverified(number), false, details);
    }

    static PersonIdentifier Unverified(string value) => new("unverified", value);

    /// <summary>What stands there, even if it is no text: it is somebody's data and belongs under their key.</summary>
    static string? Raw(Lenient value) =>
        value.Element is not { } element ? null
        : element.ValueKind == System.Text.Json.JsonValueKind.String ? element.GetString()
        : element.ValueKind == System.Text.Json.JsonValueKind.Null ? null
        : element.GetRawText();
}
