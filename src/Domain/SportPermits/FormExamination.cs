using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>Examines the form's own facts: what is absent or cannot be true. Whether it suffices is another question.</summary>
static class FormExamination
{
    static readonly LegalBasis Form = Laws.HighRiskMeasures("8(1)");
    static readonly LegalBasis Facilities = Laws.HighRiskMeasures("8(2)");
    static readonly LegalBasis Venue = Laws.HighRiskMeasures("8(3)");
    static readonly LegalBasis Staff = Laws.HighRiskMeasures("8(4)");
    static readonly LegalBasis Systems = Laws.HighRiskMeasures("8(5)");

    /// <summary>Metres beyond which a depth is a typing error.</summary>
    const decimal DeepestM = 100m;

    const int MostStands = 10_000;

    public static void Examine(
        SportPermitFacts facts, ServiceItem item, SportStandards standards, LocalDate on, DefectList defects)
    {
        ExamineVenue(facts.Venue, defects);
        ExamineStatement(facts.FacilityStatement, on, defects);
        if (item.Validity.All(term => term.OpeningMode != facts.OpeningMode))
            defects.Add("opening-mode.unknown", "form.openingMode", "开放方式应当为全年或者季节性", Form);

        foreach (var missing in standards.SafetySystems.Except(facts.SafetySystems))
        {
            defects.Add(
                "safety-system.missing", $"form.safetySystems[{missing}]", $"缺少安全保障制度：{NameOf(missing)}", Systems);
        }

        ExamineSports(facts.Sports, standards, on, defects);
        if (facts.Staff.Count == 0) defects.Add("staff.missing", "form.staff", "缺少社会体育指导人员和救助人员名单", Staff);
        for (var i = 0; i < facts.Staff.Count; i++) ExaminePerson(facts.Staff[i], $"form.staff[{i}]", defects);
    }

    static void ExamineVenue(VenueFacts venue, DefectList defects)
    {
        if (string.IsNullOrWhiteSpace(venue.RightType))
            defects.Add("venue.right-missing", "form.venue.rightType", "缺少场所所有权或者使用权类型", Venue);
        else if (venue.RightType == "lease" && venue.RightExpires is null)
            defects.Add("venue.right-expiry-missing", "form.venue.rightExpires", "缺少场所使用权到期日期", Venue);

        if (venue.Longitude is < 73m or > 136m)
            defects.Add("venue.coordinate-impossible", "form.venue.longitude", "场所经度不正确", Form);
        if (venue.Latitude is < 3m or > 54m)
            defects.Add("venue.coordinate-impossible", "form.venue.latitude", "场所纬度不正确", Form);
    }

    static void ExamineStatement(FacilityStatement? statement, LocalDate on, DefectList defects)
    {
        const string field = "form.facilityStatement";
        if (statement is null) defects.Add("facility-statement.missing", field, "缺少体育设施符合国家标准的说明", Facilities);
        else if (string.IsNullOrWhiteSpace(statement.Basis))
            defects.Add("facility-statement.basis-missing", $"{field}.basis", "缺少设施说明的依据", Facilities);
        else if (statement.Date is not { } date)
            defects.Add("facility-statement.date-missing", $"{field}.date", "缺少设施说明的日期", Facilities);
        else if (date > on)
            defects.Add("facility-statement.date-impossible", $"{field}.date", "设施说明的日期晚于申请日期", Facilities);
    }

    static void ExamineSports(
        IReadOnlyList<SportFacts> sports, SportStandards standards, LocalDate on, DefectList defects)
    {
        if (sports.Count == 0) defects.Add("sport.missing", "form.projects", "未填写体育项目", Form);
        for (var i = 0; i < sports.Count; i++)
        {
            var sport = sports[i];
            var field = $"form.projects[{i}]";
            if (!standards.NeedsPermit(sport.Code, on))
                defects.Add("sport.not-in-catalogue", $"{field}.code", "该项目不在高危险性体育项目目录内", Laws.Sports("105"));
            else if (sports.Take(i).Any(earlier => earlier.Code == sport.Code))
                defects.Add("sport.declared-twice", $"{field}.code", "同一体育项目重复填写", Form);

            if (sport.Code == "SWIM") ExaminePools(sport, field, defects);
        }
    }

    static void ExaminePools(SportFacts sport, string field, DefectList defects)
    {
        if (sport.Lessons is null) defects.Add("lessons.missing", $"{field}.lessons", "未说明是否开展游泳教学", Form);
        if (sport.ObservationStands is null)
            defects.Add("stands.missing", $"{field}.observationStands", "缺少救生观察台数量", Facilities);
        else if (sport.ObservationStands is < 0 or > MostStands)
            defects.Add("stands.impossible", $"{field}.observationStands", "救生观察台数量不正确", Facilities);

        if (sport.Pools.Count == 0) defects.Add("pool.missing", $"{field}.pools", "缺少游泳池信息", Facilities);
        for (var i = 0; i < sport.Pools.Count; i++) ExaminePool(sport.Pools[i], $"{field}.pools[{i}]", defects);
    }

    static void ExaminePool(PoolFacts pool, string field, DefectList defects)
    {
        if (pool.WaterAreaM2 is null) defects.Add("pool.area-missing", $"{field}.waterAreaM2", "缺少水面面积", Facilities);
        else if (!SwimmingConditions.IsPossible(pool.WaterAreaM2))
            defects.Add("pool.area-impossible", $"{field}.waterAreaM2", "水面面积不正确", Facilities);

        if (pool.MaxDepthM is null) defects.Add("pool.depth-missing", $"{field}.maxDepthM", "缺少最大水深", Facilities);
        else if (pool.MaxDepthM is <= 0m or > DeepestM)
            defects.Add("pool.depth-impossible", $"{field}.maxDepthM", "最大水深不正确", Facilities);
    }

    static void ExaminePerson(StaffFacts person, string field, DefectList defects)
    {
        if (!person.IdentifierValid)
            defects.Add("staff.identifier-invalid", $"{field}.idNumber", "人员证件号码未通过校验", Staff);
        if (string.IsNullOrWhiteSpace(person.Role)) defects.Add("staff.role-missing", $"{field}.role", "缺少人员岗位", Staff);
        if (string.IsNullOrWhiteSpace(person.Sport)) defects.Add("staff.sport-missing", $"{field}.sport", "缺少人员所属项目", Staff);
        if (string.IsNullOrWhiteSpace(person.CertificateKind))
            defects.Add("staff.certificate-kind-missing", $"{field}.certificateKind", "缺少资格证书种类", Staff);
        if (person.ValidTo is null)
            defects.Add("staff.certificate-expiry-missing", $"{field}.validTo", "缺少资格证书有效期", Staff);
        if (person is { Role: "lifeguard", AnnualReviewTo: null })
            defects.Add("staff.annual-review-missing", $"{field}.annualReviewTo", "缺少救生员年度审核有效期", Staff);
    }

    static string NameOf(string system) => system switch
    {
        "post-responsibility" => "安全生产岗位责任制",
        "operating-rules" => "安全操作规程",
        "emergency-plan" => "突发事件应急预案",
        "equipment-inspection" => "设施设备器材安全检查制度",
        _ => system,
    };
}
