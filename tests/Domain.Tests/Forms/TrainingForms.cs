using System.Runtime.CompilerServices;
using System.Text.Json;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using Domain.Tests.SportPermits;
using Domain.Tests.TrainingInstitutions;
using NodaTime;
using NodaTime.Text;

namespace Domain.Tests.Forms;

/// <summary>What the law makes of each training form, against expected.json, with all files delivered.</summary>
/// <remarks>Reads the forms by a mapping of its own, so that it does not lean on the reader of another layer.</remarks>
public sealed class TrainingForms
{
    static readonly string Folder = Find();

    public static TheoryData<string> Forms() => new(
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json"))).RootElement.EnumerateObject()
            .Where(form => form.Name.Contains("-training-", StringComparison.Ordinal))
            .Select(form => form.Name));

    [Theory]
    [MemberData(nameof(Forms))]
    public void a_form_comes_to_what_is_expected(string name)
    {
        var expected = Read("expected.json").GetProperty(name);
        var form = Read(name);
        var received = TrainingSamples.Decided(Filing(form), LicensingCase.Initial, TrainingSamples.Rules)
            .OfType<ApplicationReceived>().Single();
        var made = TrainingMatter.Published.Assess(
            received.Facts, received.Defects, new ExaminedCase(received.Organ, received.ApplicantSubject, 0), received.ReceivedOn);

        Assert.Equal("received", expected.GetProperty("intake").GetString());
        Assert.Equal(expected.GetProperty("next").GetString(), received.Defects.Count == 0 ? "acceptance" : "correction");
        Assert.Equal(expected.GetProperty("areaPerTraineeM2").GetDecimal(), made.Training!.AreaPerTraineeM2);
        Assert.Equal(expected.GetProperty("maxTraineesAtOnce").GetInt32(), made.Training.MaxTraineesAtOnce);
        Assert.Equal(expected.GetProperty("grantable").GetBoolean(), made.Met);
    }

    static ReceiveApplication Filing(JsonElement form)
    {
        var at = OffsetDateTimePattern.ExtendedIso.Parse(form.GetProperty("applyDate").GetString()!).Value.ToInstant();
        var materials = form.GetProperty("materials").EnumerateArray().Select(material => new DeclaredMaterial(
            material.GetProperty("materialCode").GetString()!, CaseSamples.Text(40), "application/pdf",
            material.GetProperty("size").GetInt64(), material.GetProperty("sm3").GetString()!, "B"));
        return TrainingSamples.Filing(subject: form.GetProperty("applyerPageType").GetString() == "111" ? "person" : "enterprise") with
        {
            At = at,
            ReceivedAt = at,
            RegionCode = form.GetProperty("regionCode").GetString()!,
            LegalRepresentative = new PersonRef("p-head"),
            Reading = new FormReading(Facts(form.GetProperty("form"), WorkCalendar.DayOf(at)), [.. materials], [], []),
        };
    }

    static TrainingFacts Facts(JsonElement form, LocalDate on)
    {
        var premises = form.GetProperty("premises");
        var charge = form.GetProperty("chargeRule");
        return new TrainingFacts(
            CaseSamples.Text(10), form.GetProperty("institutionKind").GetString(),
            new PremisesFacts(
                premises.GetProperty("regionCode").GetString(), premises.GetProperty("rightType").GetString(),
                Date(premises, "rightExpires"), premises.GetProperty("fireApproval").GetString()!.Length > 0,
                premises.GetProperty("trainingFloorAreaM2").GetDecimal()),
            [.. form.GetProperty("classes").EnumerateArray().Select(one => new ClassFacts(
                one.GetProperty("sport").GetString(), one.GetProperty("floorAreaM2").GetDecimal(),
                one.GetProperty("traineesAtOnce").GetInt32(), one.GetProperty("coaches").GetInt32(), Time(one, "start"),
                Time(one, "end"), one.GetProperty("mode").GetString(), null, false))],
            [.. form.GetProperty("staff").EnumerateArray().Select(person => new TrainingStaffFacts(
                new PersonRef(person.GetProperty("idNumber").GetString()!), person.GetProperty("role").GetString(),
                person.GetProperty("certificateKind").GetString(), new PersonRef(person.GetProperty("certificateNo").GetString()!), null,
                person.GetProperty("fullTime").GetBoolean(), Date(person, "backgroundCheckedOn"), true,
                CitizenId.Check(person.GetProperty("idNumber").GetString()!, on).IsValid))],
            new ChargeFacts(
                charge.GetProperty("spanDays").GetInt32(), null, charge.GetProperty("classHours").GetInt32(), null,
                new Money(charge.GetProperty("amountFen").GetInt64())),
            form.GetProperty("custody").GetProperty("mode").GetString(),
            form.GetProperty("custody").GetProperty("account").GetString() == "dedicated",
            form.GetProperty("contractTemplate").GetString()!.StartsWith("national", StringComparison.Ordinal), null);
    }

    static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;

    static LocalDate Date(JsonElement json, string name) => LocalDatePattern.Iso.Parse(json.GetProperty(name).GetString()!).Value;

    static LocalTime Time(JsonElement json, string name) =>
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(json.GetProperty(name).GetString()!).Value;

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
