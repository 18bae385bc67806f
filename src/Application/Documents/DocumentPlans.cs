using System.Globalization;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Application.Documents.Wording;

namespace Application.Documents;

/// <summary>The words that documents of a kind share, taken from the case and the permit.</summary>
static class DocumentPlans
{
    /// <summary>What every document of a case says of it.</summary>
    public static DocumentPlan OfCase(
        DocumentSource source, string kind, string? number, LocalDate on, LegalBasis basis, IReadOnlyList<Remedy> remedies)
    {
        var file = source.OfCase.Dossier;
        return new DocumentPlan(
            kind, number, on, file.Organ, file.Applicant, source.OfCase.CaseNo, null, basis, remedies)
        {
            Matter = source.Item.Matter,
        }
            .With(
                ("applicant", new Sealed(file.ApplicantName)), ("item", source.Item.Name), ("caseNo", source.OfCase.CaseNo),
                ("projectNo", file.ProjectNo), ("receivedOn", PrintedWords.Day(file.ReceivedOn)), ("basis", PrintedWords.Law(basis)),
                ("reviewOrgan", Before(remedies, "administrative-review")), ("court", Before(remedies, "administrative-suit")));
    }

    /// <summary>A document on a licence, from the licence's own stream.</summary>
    /// <param name="caseNo">The holder's request that it answers, where there was one.</param>
    public static DocumentPlan OfLicence(
        DocumentSource source, string kind, string? number, string? caseNo, LocalDate on, LegalBasis basis,
        IReadOnlyList<Remedy> remedies)
    {
        var licence = source.OfLicence;
        return OnLicence(
            new DocumentPlan(kind, number, on, licence.Organ, licence.Holder, caseNo, licence.No, basis, remedies)
                .With(
                    ("applicant", new Sealed(licence.HolderName)), ("basis", PrintedWords.Law(basis)),
                    ("reviewOrgan", Before(remedies, "administrative-review")), ("court", Before(remedies, "administrative-suit"))),
            source);
    }

    /// <summary>The face of the licence (许可证载明事项) beside what the plan says already.</summary>
    public static DocumentPlan OnLicence(DocumentPlan plan, DocumentSource source)
    {
        var licence = source.OfLicence;
        return (plan with { PermitNo = licence.No, Matter = licence.Matter }).With([.. licence.Words]).With(
            ("permitNo", licence.No), ("certificateVersion", licence.Certificate), ("validFrom", PrintedWords.Day(licence.From)),
            ("validTo", PrintedWords.Day(licence.To)), ("organ", OrganName(licence.Organ)));
    }

    /// <summary>One certificate for each version.</summary>
    public static DocumentPlan Licence(DocumentSource source, string caseNo, LegalBasis basis) =>
        OfLicence(source, "licence", $"{source.OfLicence.No}-{source.OfLicence.Certificate}", caseNo, source.Day, basis, []);

    public static string OrganName(string organ) => Regions.InForce(organ)?.IssuingOrgan ?? organ;

    public static string? Due(IReadOnlyList<Deadline> deadlines, DeadlineKind kind) =>
        deadlines.FirstOrDefault(deadline => deadline.Kind == kind) is { } found ? PrintedWords.Day(found.LastDay) : null;

    public static Wording TextOrNone(DocumentId? text) => text is { } id ? new Sealed(id) : new Plain(null);

    public static IEnumerable<IReadOnlyDictionary<string, Wording>> Materials(ApplicationReceived e) =>
        e.Materials.Select((material, index) => Row(
            ("no", Number(index)), ("code", material.Code), ("name", new MaterialName(material.Title)),
            ("media", PrintedWords.Media(material.MediaType))));

    /// <summary>What the officer wrote to a field stands in the event beside the notice.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, Wording>> Items(
        string noticeNo, IReadOnlyList<Defect> items, DocumentSource source)
    {
        var written = source.OfCase.Events.Select(stored => stored.Data).OfType<CorrectionReasonsGiven>()
            .Where(given => given.NoticeNo == noticeNo).SelectMany(given => given.Reasons)
            .GroupBy(reason => reason.Field).ToDictionary(group => group.Key, group => group.First().Reason);
        return items.Select((item, index) => Row(
            ("no", Number(index)), ("field", NameOfField(item.Field, source.Item)),
            ("what", written.TryGetValue(item.Field, out var reason) ? new Sealed(reason) : item.Title),
            ("basis", PrintedWords.Law(item.Basis))));
    }

    public static IEnumerable<IReadOnlyDictionary<string, Wording>> Grounds(PermitRefused e) =>
        e.Grounds.Select((ground, index) => Row(
            ("no", Number(index)), ("condition", ConditionWords.Name(ground)), ("have", ConditionWords.Have(ground)),
            ("need", ConditionWords.Need(ground)), ("basis", PrintedWords.Law(ground.Basis))));

    /// <param name="name">What a path of the form is called on paper.</param>
    public static IEnumerable<IReadOnlyDictionary<string, Wording>> Changes(
        IReadOnlyList<string> changed, Func<string, string> name) =>
        changed.Select(name).Distinct().Select((field, index) => Row(
            ("no", Number(index)), ("field", field), ("what", "按变更后的内容载明于新证书")));

    /// <summary>Whether the case asks something of a permit that exists.</summary>
    public static bool IsRequest(DocumentSource source) =>
        source.OfCase.Events.Any(stored => stored.Data is PermitRequestMade);

    static string NameOfField(string field, ServiceItem item) =>
        item.Materials.FirstOrDefault(material => material.Code == field) is { } material ? $"{field} {material.Name}" : field;

    static string? Before(IReadOnlyList<Remedy> remedies, string kind) =>
        remedies.FirstOrDefault(remedy => remedy.Kind == kind)?.Before;

    static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    public static Dictionary<string, Wording> Row(params (string Name, Wording Word)[] words) =>
        words.ToDictionary(word => word.Name, word => word.Word);
}
