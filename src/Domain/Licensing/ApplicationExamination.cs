using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What is examined beside the submission itself.</summary>
/// <param name="Round">0 for the first submission, n for the n-th correction.</param>
public sealed record ExaminedCase(string RegionCode, string ApplicantSubject, int Round)
{
    /// <summary>False for a request that leaves venue, staff and systems as they are: they are not looked at again.</summary>
    public bool JudgesConditions { get; init; } = true;
}

/// <summary>Finds everything that has to go into the one correction notice (LIC-6).</summary>
/// <remarks>A defect never keeps an application from being received: the clock runs all the same.</remarks>
public static class ApplicationExamination
{
    /// <summary>Defects of reading first, then those the rules find; one for each field.</summary>
    public static IReadOnlyList<Defect> Examine(
        Submission submission, ExaminedCase examined, ServiceItem item, IMatter matter, LocalDate on)
    {
        var defects = new DefectList(submission.Defects, examined.Round);
        ExamineApplicant(submission, examined, item, defects);
        ExamineMaterials(submission.Materials, item, defects);
        if (!examined.JudgesConditions) return defects.Items;

        matter.Examine(submission.Facts, examined, item, on, defects);
        return defects.Items;
    }

    /// <summary>A required material declared under another name; width and blanks are spelling. Null where the name is right.</summary>
    /// <remarks>Asked while the application is read: afterwards the names are sealed.</remarks>
    public static Defect? Renamed(string code, string? name, ServiceItem item) =>
        name is not null
        && item.Materials.FirstOrDefault(material => material.Code == code) is { } required
        && IdentifierCheck.Unify(name) != IdentifierCheck.Unify(required.Name)
            ? new Defect("material.renamed", code, $"材料{code}的名称应当为：{required.Name}", Laws.Licensing("32(4)"), 0)
            : null;

    /// <summary>Declared files that have not arrived, as defects of the moment; they vanish with the delivery.</summary>
    public static IEnumerable<Defect> Undelivered(IEnumerable<string> codes, int round = 0) =>
        codes.Select(code => new Defect(
            "material.undelivered", code, $"材料{code}的文件尚未送达", Laws.Licensing("32(4)"), round));

    public static IEnumerable<Defect> Undelivered(CaseDossier dossier) =>
        Undelivered(dossier.Undelivered.Select(material => material.Code), dossier.Round);

    static void ExamineApplicant(Submission submission, ExaminedCase examined, ServiceItem item, DefectList defects)
    {
        // The head's name stands on the face of the permit; a sole trader is its own head.
        if (examined.ApplicantSubject == "enterprise" && submission.LegalRepresentative is null)
            defects.Add("legal-representative.missing", "legalRepresentative", "缺少企业法定代表人信息", Laws.Licensing("32(4)"));

        if (item.Subjects.Count > 0 && !item.Subjects.Contains(examined.ApplicantSubject))
        {
            defects.Add(
                "applicant.not-a-business", "applyerType", "申请人应当是已登记的企业或者个体工商户", Laws.NationalFitness("32"));
        }
    }

    static void ExamineMaterials(IReadOnlyList<DeclaredMaterial> materials, ServiceItem item, DefectList defects)
    {
        foreach (var required in item.Materials.Where(required => materials.All(material => material.Code != required.Code)))
            defects.Add("material.missing", required.Code, $"缺少材料：{required.Name}", required.Basis);

        foreach (var code in materials.GroupBy(material => material.Code).Where(same => same.Count() > 1).Select(same => same.Key))
            defects.Add("material.declared-twice", code, $"材料{code}重复申报", Laws.Licensing("32(4)"));
    }

    /// <summary>LIC-2: where the place lies, against where the application was filed.</summary>
    /// <param name="basis">The law that has the place named.</param>
    public static void ExamineRegion(
        string? regionCode, string field, LegalBasis basis, ExaminedCase examined, DefectList defects)
    {
        // A correction cannot touch the envelope: from then on the venue's region speaks for it.
        if (examined.Round == 0 && Regions.Find(examined.RegionCode) is { IsRetired: true })
            defects.Add("region.retired", "regionCode", "行政区划代码已撤销，请使用现行代码", Laws.Licensing("32(4)"));

        if (regionCode is null)
            defects.Add("venue.region-missing", field, "缺少场所所在行政区划", basis);
        else if (Regions.Find(regionCode) is { IsRetired: true })
            defects.Add("region.retired", field, "场所行政区划代码已撤销，请使用现行代码", Laws.Licensing("32(4)"));
        else if (Differs(regionCode, examined.RegionCode))
            defects.Add("region.differs", field, "场所所在行政区划与申请的行政区划不一致", Laws.Licensing("32(4)"));
    }

    static bool Differs(string venue, string application) =>
        application != Regions.City && Regions.InForce(venue)?.Code != Regions.InForce(application)?.Code;
}

/// <summary>Defects while they are found: the first for a field stands, so that nothing is asked for twice.</summary>
public sealed class DefectList(IReadOnlyList<Defect> fromReading, int round)
{
    readonly List<Defect> items = [.. fromReading.Select(defect => defect with { Round = round })];

    public IReadOnlyList<Defect> Items => items;

    public void Add(string code, string field, string title, LegalBasis basis)
    {
        if (!items.Exists(known => known.Field == field)) items.Add(new Defect(code, field, title, basis, round));
    }
}
