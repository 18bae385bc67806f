using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-6: what is found on reading goes into the notice, each with its field and article.</summary>
public sealed class ExaminationTable
{
    static readonly SportFacts Pool = Facts.Sports[0];
    static readonly PersonRef Head = new("p-head");

    static IReadOnlyList<Defect> Examine(SportPermitFacts facts, string region = "320508", int round = 0, string subject = "enterprise") =>
        ApplicationExamination.Examine(
            new Submission(Head, null, facts, Reading().Materials, []), new ExaminedCase(region, subject, round), Item,
            SportPermitMatter.Published, ReceivedOn);

    static SportPermitFacts In(string? region) => At(Facts.Venue with { RegionCode = region });

    static readonly StaffFacts Guard = Person("x", "lifeguard");

    static SportPermitFacts Staffed(StaffFacts person) => Facts with { Staff = [person, .. Facts.Staff] };

    static SportPermitFacts At(VenueFacts venue) => Facts with { Venue = venue };

    static SportPermitFacts Pooled(PoolFacts pool) => Swimming(Pool with { Pools = [pool] });

    static PoolFacts Water => Pool.Pools[0];

    static SportPermitFacts Swimming(SportFacts sport) => Facts with { Sports = [sport] };

    public static TheoryData<string, string, SportPermitFacts> Faults => new()
    {
        { "region.differs", "form.venue.regionCode", In("320509") },
        { "region.differs", "form.venue.regionCode", In("310101") },
        { "region.retired", "form.venue.regionCode", In("320584") },
        { "venue.region-missing", "form.venue.regionCode", In(null) },
        { "venue.right-missing", "form.venue.rightType", At(Facts.Venue with { RightType = "" }) },
        { "venue.right-expiry-missing", "form.venue.rightExpires", At(Facts.Venue with { RightType = "lease", RightExpires = null }) },
        { "venue.coordinate-impossible", "form.venue.longitude", At(Facts.Venue with { Longitude = 31m }) },
        { "venue.coordinate-impossible", "form.venue.latitude", At(Facts.Venue with { Latitude = 120m }) },
        { "opening-mode.unknown", "form.openingMode", Facts with { OpeningMode = "weekends" } },
        { "opening-mode.unknown", "form.openingMode", Facts with { OpeningMode = null } },
        {
            "safety-system.missing", "form.safetySystems[emergency-plan]",
            Facts with { SafetySystems = ["post-responsibility", "operating-rules", "equipment-inspection"] }
        },
        { "facility-statement.missing", "form.facilityStatement", Facts with { FacilityStatement = null } },
        { "facility-statement.basis-missing", "form.facilityStatement.basis", Facts with { FacilityStatement = new(null, Day(2, 1)) } },
        { "facility-statement.date-missing", "form.facilityStatement.date", Facts with { FacilityStatement = new("self-check", null) } },
        {
            "facility-statement.date-impossible", "form.facilityStatement.date",
            Facts with { FacilityStatement = new("self-check", Day(3, 3)) }
        },
        { "sport.missing", "form.projects", Facts with { Sports = [] } },
        { "sport.not-in-catalogue", "form.projects[1].code", Facts with { Sports = [Pool, new SportFacts("GOLF", null, null, [])] } },
        { "sport.declared-twice", "form.projects[1].code", Facts with { Sports = [Pool, Pool] } },
        { "lessons.missing", "form.projects[0].lessons", Swimming(Pool with { Lessons = null }) },
        { "stands.missing", "form.projects[0].observationStands", Swimming(Pool with { ObservationStands = null }) },
        { "stands.impossible", "form.projects[0].observationStands", Swimming(Pool with { ObservationStands = -1 }) },
        { "pool.missing", "form.projects[0].pools", Swimming(Pool with { Pools = [] }) },
        { "pool.area-missing", "form.projects[0].pools[0].waterAreaM2", Pooled(Water with { WaterAreaM2 = null }) },
        { "pool.area-impossible", "form.projects[0].pools[0].waterAreaM2", Pooled(Water with { WaterAreaM2 = 0m }) },
        { "pool.area-impossible", "form.projects[0].pools[0].waterAreaM2", Pooled(Water with { WaterAreaM2 = 1e20m }) },
        { "pool.depth-missing", "form.projects[0].pools[0].maxDepthM", Pooled(Water with { MaxDepthM = null }) },
        { "pool.depth-impossible", "form.projects[0].pools[0].maxDepthM", Pooled(Water with { MaxDepthM = -1.8m }) },
        { "staff.missing", "form.staff", Facts with { Staff = [] } },
        { "staff.identifier-invalid", "form.staff[0].idNumber", Staffed(Guard with { IdentifierValid = false }) },
        { "staff.role-missing", "form.staff[0].role", Staffed(Guard with { Role = null }) },
        { "staff.sport-missing", "form.staff[0].sport", Staffed(Guard with { Sport = null }) },
        { "staff.certificate-kind-missing", "form.staff[0].certificateKind", Staffed(Guard with { CertificateKind = null }) },
        { "staff.certificate-expiry-missing", "form.staff[0].validTo", Staffed(Guard with { ValidTo = null }) },
        { "staff.annual-review-missing", "form.staff[0].annualReviewTo", Staffed(Guard with { AnnualReviewTo = null }) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void a_fault_in_the_form(string code, string field, SportPermitFacts facts)
    {
        var defect = Assert.Single(Examine(facts));

        Assert.Equal((code, field), (defect.Code, defect.Field));
        Assert.NotEmpty(defect.Title);
    }

    [Fact]
    public void a_good_form_has_none() => Assert.Empty(Examine(Facts));

    [Theory]
    [InlineData("M01")]
    [InlineData("M03")]
    [InlineData("M05")]
    public void a_missing_material(string code)
    {
        var materials = Reading().Materials.Where(material => material.Code != code).ToList();
        var defect = Assert.Single(ApplicationExamination.Examine(
            new Submission(Head, null, Facts, materials, []), new ExaminedCase("320508", "enterprise", 0), Item,
            SportPermitMatter.Published, ReceivedOn));

        Assert.Equal(("material.missing", code), (defect.Code, defect.Field));
    }

    [Fact]
    public void a_material_declared_twice() =>
        Assert.Equal("material.declared-twice", Assert.Single(ApplicationExamination.Examine(
            new Submission(Head, null, Facts, [.. Reading().Materials, Material("M02")], []),
            new ExaminedCase("320508", "enterprise", 0), Item, SportPermitMatter.Published, ReceivedOn)).Code);

    /// <summary>A retired code in the envelope is asked for once; a correction speaks through the venue.</summary>
    [Fact]
    public void a_retired_region_in_the_envelope()
    {
        Assert.Equal(("region.retired", "regionCode"), Examine(In("320509"), "320584").Select(d => (d.Code, d.Field)).Single());
        Assert.Empty(Examine(In("320509"), "320584", round: 1));
    }

    [Fact]
    public void the_citys_own_code_differs_from_no_district() => Assert.Empty(Examine(In("320509"), "320500"));

    [Theory]
    [InlineData("person")]
    [InlineData("other")]
    public void who_is_no_business_cannot_hold_this_permit(string subject) =>
        Assert.Equal("applicant.not-a-business", Assert.Single(Examine(Facts, subject: subject)).Code);

    [Fact]
    public void a_sole_trader_is_one() => Assert.Empty(Examine(Facts, subject: "sole-trader"));

    [Theory]
    [InlineData("enterprise", 1)]
    [InlineData("sole-trader", 0)]
    public void an_enterprise_names_its_head_and_a_sole_trader_is_its_own(string subject, int defects)
    {
        var found = ApplicationExamination.Examine(
            new Submission(null, null, Facts, Reading().Materials, []), new ExaminedCase("320508", subject, 0), Item,
            SportPermitMatter.Published, ReceivedOn);

        Assert.Equal(defects, found.Count);
        Assert.All(found, defect => Assert.Equal(
            ("legal-representative.missing", "legalRepresentative", Domain.Licensing.Laws.Licensing("32(4)")),
            (defect.Code, defect.Field, defect.Basis)));
    }

    /// <summary>The names of the item's own list, as contracts/portal's forms have them.</summary>
    [Theory]
    [InlineData("M01", "经营高危险性体育项目申请书")]
    [InlineData("M02", "体育设施符合相关国家标准的说明性材料")]
    [InlineData("M03", "体育场所的所有权或使用权证明")]
    [InlineData("M04", "社会体育指导人员、救助人员资格证明")]
    [InlineData("M05", "　安全保障制度和措施 ")]
    [InlineData("M05", null)] // not named is not renamed: the code tells
    [InlineData("M99", "别的材料")] // the item asks for no such material
    public void a_material_under_its_own_name(string code, string? name) =>
        Assert.Null(ApplicationExamination.Renamed(code, name, Item));

    [Theory]
    [InlineData("M01", "申请书")]
    [InlineData("M02", "体育场所的所有权或使用权证明")]
    [InlineData("M04", "社会体育指导人员救助人员资格证明")]
    [InlineData("M05", "")]
    public void a_renamed_material(string code, string name)
    {
        var defect = ApplicationExamination.Renamed(code, name, Item)!;

        Assert.Equal(
            ("material.renamed", code, Domain.Licensing.Laws.Licensing("32(4)")), (defect.Code, defect.Field, defect.Basis));
    }

    [Fact]
    public void what_the_reader_said_about_a_field_is_not_said_again()
    {
        var read = new Defect("staff.date-impossible", "form.staff[0].validTo", "日期不存在", Domain.Licensing.Laws.Licensing("32(4)"), 0);
        var facts = Staffed(Guard with { ValidTo = null });
        var defects = ApplicationExamination.Examine(
            new Submission(Head, null, facts, Reading().Materials, [read]), new ExaminedCase("320508", "enterprise", 0), Item,
            SportPermitMatter.Published, ReceivedOn);

        Assert.Equal(read, Assert.Single(defects));
    }
}
