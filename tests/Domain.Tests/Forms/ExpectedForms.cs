using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.SportPermits;
using NodaTime;
using NodaTime.Text;

namespace Domain.Tests.Forms;

/// <summary>What the law makes of each sample form, against expected.json, with all files delivered.</summary>
/// <remarks>Reads the forms by a mapping of its own, so that it does not lean on the reader of another layer.</remarks>
public sealed class ExpectedForms
{
    static readonly string Folder = Find();

    public static TheoryData<string> SportForms() => new(
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json"))).RootElement.EnumerateObject()
            .Where(form => form.Name.Contains("-sport-", StringComparison.Ordinal))
            .Select(form => form.Name));

    [Theory]
    [MemberData(nameof(SportForms))]
    public void a_form_comes_to_what_is_expected(string name)
    {
        var expected = Read("expected.json").GetProperty(name);
        var form = Read(name);
        var applicant = UnifiedSocialCreditCode.Check(form.GetProperty("applyerPageCode").GetString()!);
        Assert.Equal(expected.GetProperty("intake").GetString(), applicant.IsValid ? "received" : "refused");
        if (!applicant.IsValid) return;

        var received = CaseSamples.Received(FormMapping.Filing(form));
        var assessment = PermitConditions.Assess(
            (SportPermitFacts)received.Facts, received.Defects, received.ReceivedOn, SportStandards.Published);

        Assert.Equal(Text(expected, "statutoryDecisionDue"), LocalDatePattern.Iso.Format(
            received.Deadlines.Single(deadline => deadline.Kind == DeadlineKind.Decision).LastDay));
        Assert.Equal(Text(expected, "next"), received.Defects.Count == 0 ? "acceptance" : "correction");
        Assert.Equal(Number(expected, "requiredLifeguards"), assessment.RequiredLifeguards);
        Assert.Equal(Number(expected, "requiredStands"), assessment.RequiredStands);
        Assert.Equal(Number(expected, "maxSwimmers"), assessment.MaxSwimmers);
        if (expected.TryGetProperty("grantable", out var grantable)) Assert.Equal(grantable.GetBoolean(), assessment.Met);
    }

    static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    static int? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    static string Find([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(here).Parent; folder is not null; folder = folder.Parent)
        {
            var forms = Path.Combine(folder.FullName, "shared", "forms");
            if (File.Exists(Path.Combine(forms, "expected.json"))) return forms;
        }

        throw new DirectoryNotFoundException("The sample forms (shared/forms with expected.json) are not beside this checkout.");
    }
}

/// <summary>Just enough of a reader for well-formed samples.</summary>
static class FormMapping
{
    public static ReceiveApplication Filing(JsonElement form)
    {
        var at = OffsetDateTimePattern.ExtendedIso.Parse(form.GetProperty("applyDate").GetString()!).Value.ToInstant();
        var today = WorkCalendar.DayOf(at);
        var defects = new List<Defect>();
        foreach (var party in (string[])["legalRepresentative", "agent"])
        {
            if (!IsValid(form.GetProperty(party), today))
                defects.Add(new Defect($"{party}.identifier-invalid", $"{party}.idNumber", "证件号码未通过校验", Laws.Licensing("32(4)"), 0));
        }

        var reading = new FormReading(Facts(form.GetProperty("form"), today), Materials(form), defects, []);
        return CaseSamples.Filing() with
        {
            At = at,
            ReceivedAt = at,
            TaskCode = form.GetProperty("taskCode").GetString()!,
            RegionCode = form.GetProperty("regionCode").GetString()!,
            ApplicantSubject = form.GetProperty("applyerType").GetString() == "6" ? "sole-trader" : "enterprise",
            Reading = reading,
        };
    }

    static SportPermitFacts Facts(JsonElement form, LocalDate today)
    {
        var venue = form.GetProperty("venue");
        var statement = form.GetProperty("facilityStatement");
        return new SportPermitFacts(
            new VenueFacts(
                CaseSamples.Text(10), venue.GetProperty("regionCode").GetString(), venue.GetProperty("longitude").GetDecimal(),
                venue.GetProperty("latitude").GetDecimal(), venue.GetProperty("rightType").GetString(), Date(venue, "rightExpires")),
            form.GetProperty("openingMode").GetString(),
            [.. form.GetProperty("projects").EnumerateArray().Select(Sport)],
            [.. form.GetProperty("staff").EnumerateArray().Select(person => Person(person, today))],
            [.. form.GetProperty("safetySystems").EnumerateArray().Select(system => system.GetString()!)],
            new FacilityStatement(statement.GetProperty("basis").GetString(), Date(statement, "date")),
            form.GetProperty("commitmentPath").GetBoolean());
    }

    static SportFacts Sport(JsonElement project) => new(
        project.GetProperty("code").GetString()!,
        project.GetProperty("lessons").GetBoolean(),
        project.TryGetProperty("observationStands", out var stands) ? stands.GetInt32() : null,
        project.TryGetProperty("pools", out var pools)
            ? [.. pools.EnumerateArray().Select((pool, i) => new PoolFacts(
                i + 1, pool.GetProperty("waterAreaM2").GetDecimal(), pool.GetProperty("maxDepthM").GetDecimal(), true))]
            : []);

    static StaffFacts Person(JsonElement person, LocalDate today) => new(
        new PersonRef(person.GetProperty("idNumber").GetString()!), person.GetProperty("role").GetString(),
        person.GetProperty("sport").GetString(), person.GetProperty("certificateKind").GetString(), Date(person, "validTo"),
        Date(person, "annualReviewTo"), IsValid(person, today));

    static IReadOnlyList<DeclaredMaterial> Materials(JsonElement form) =>
        [.. form.GetProperty("materials").EnumerateArray().Select(material => new DeclaredMaterial(
            material.GetProperty("materialCode").GetString()!, CaseSamples.Text(40), "application/pdf",
            material.GetProperty("size").GetInt64(), material.GetProperty("sm3").GetString()!, "B"))];

    static bool IsValid(JsonElement person, LocalDate today) =>
        CitizenId.Check(person.GetProperty("idNumber").GetString()!, today).IsValid;

    static LocalDate Date(JsonElement json, string name) => LocalDatePattern.Iso.Parse(json.GetProperty(name).GetString()!).Value;
}
