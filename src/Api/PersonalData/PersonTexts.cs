using Api.Hosting;

namespace Api.PersonalData;

/// <summary>Words and examples of the operations on persons.</summary>
public static class PersonTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["LookUpPerson"] = new("The reference of a person, from the number they show.", """{"citizenId":"32050119900101123X"}"""),
        ["GetPersonState"] = new("Whether a person's data are held, restricted or erased, why, and until when."),
        ["GetErasureCertificate"] = new("What was erased, and the day on which the last backup of the keys is gone."),
        ["RestrictProcessing"] = Command(
            "Restrict (限制处理): disputed-accuracy, unlawful-processing or legal-claim.",
            """{"requestNo":"PI-2026-0001","ground":"disputed-accuracy"}"""),
        ["LiftRestriction"] = Command(
            "Lift the restriction of this request: withdrawn or resolved; "
            + "a deferred erasure can only be withdrawn.", """{"requestNo":"PI-2026-0001","reason":"resolved"}"""),
        ["ErasePerson"] = Command(
            "Erase (删除) by destroying the keys; while a case, a permit, an office or a retention stands against it, restrict and say why.",
            """{"requestNo":"PI-2026-0002"}"""),
        ["ExportPersonalData"] = Command(
            "Everything held on the person (查阅、复制); recipient: data-subject, representative, court or other; purpose: "
            + "access-request, copy-request, transfer-request, court-order or supervision.",
            """{"requestNo":"PI-2026-0003","recipient":"data-subject","purpose":"access-request"}"""),
        ["CorrectPersonalData"] = Command(
            "Correct (更正) name, phone, email, address, certificate-no or account; no event and no paper changes.",
            """{"requestNo":"PI-2026-0004","field":"name","text":"王建国"}"""),
    };

    static ApiText Command(string summary, string example) => new(summary, example) { TakesKey = true };
}
