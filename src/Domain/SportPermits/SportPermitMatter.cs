using System.Text.RegularExpressions;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Licensing.FormPaths;

namespace Domain.SportPermits;

/// <summary>What a permit to run a high-risk sport asks: 体育法 art 105.</summary>
public sealed partial record SportPermitMatter(SportStandards Standards) : IMatter
{
    public const string MatterName = "sport-permit";

    /// <summary>By what is known of the law without any edition that an operator entered.</summary>
    public static SportPermitMatter Published { get; } = new(SportStandards.Published);

    static readonly HashSet<string> OwnPlaces = new(
        [
            .. Under(
                "form.venue", "name", "address", "regionCode", "longitude", "latitude", "coordinateSystem", "rightType",
                "rightExpires"),
            "form.openingMode", "form.commitmentPath", "form.safetySystems", "form.safetySystems[]",
            "form.projects", .. Under("form.projects[]", "code", "lessons", "observationStands", "pools", "walls", "slopes", "basins"),
            .. Under("form.projects[].pools[]", "name", "waterAreaM2", "maxDepthM", "indoor"),
            .. Under("form.projects[].walls[]", "name", "heightM", "widthM", "indoor", "autoBelays"),
            .. Under("form.projects[].slopes[]", "name", "lengthM", "gradeDegrees", "lifts"),
            .. Under("form.projects[].basins[]", "name", "waterAreaM2", "maxDepthM", "indoor"),
            "form.staff",
            .. Under(
                "form.staff[]", "role", "name", "idType", "idNumber", "certificateNo", "certificateKind", "sport", "validTo",
                "annualReviewTo"),
            .. Under("form.facilityStatement", "basis", "issuer", "date"),
        ],
        StringComparer.Ordinal);

    public string Name => MatterName;

    public LegalBasis PlaceBasis => Laws.Sports("105");

    public IReadOnlySet<string> Places => OwnPlaces;

    public void Examine(ApplicationFacts facts, ExaminedCase examined, ServiceItem item, LocalDate on, DefectList defects)
    {
        var own = (SportPermitFacts)facts;
        ApplicationExamination.ExamineRegion(
            own.Venue.RegionCode, "form.venue.regionCode", Laws.HighRiskMeasures("8(1)"), examined, defects);
        FormExamination.Examine(own, item, Standards, on, defects);
    }

    /// <remarks>To name no sport at all is a defect and no such ground.</remarks>
    public bool NeedsNoLicence(Submission submission, LocalDate on)
    {
        var sports = ((SportPermitFacts)submission.Facts).Sports;
        return (sports.Count > 0 || submission.Defects.Any(IsUnknownSport))
            && !sports.Any(sport => Standards.NeedsPermit(sport.Code, on));
    }

    public Assessment Assess(ApplicationFacts facts, IReadOnlyList<Defect> wanting, ExaminedCase examined, LocalDate on) =>
        PermitConditions.Assess((SportPermitFacts)facts, wanting, on, Standards);

    public IEnumerable<UnmetCondition> UnmetByLicence(PermitRequestMade request) => [];

    /// <summary>A code that reading does not know stays in the sealed form; the defect alone tells that it was there.</summary>
    static bool IsUnknownSport(Defect defect) =>
        defect.Code == "form.value-unknown" && UnknownSport().IsMatch(defect.Field);

    [GeneratedRegex(@"^form\.projects\[[0-9]+\]\.code$")]
    private static partial Regex UnknownSport();
}
