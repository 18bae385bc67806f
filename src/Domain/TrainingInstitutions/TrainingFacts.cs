using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.TrainingInstitutions;

/// <summary>What the form of a training institution (体育类校外培训机构) says, as far as the law measures it.</summary>
/// <param name="Texts">Name and address, sealed together.</param>
/// <param name="Kind">private-non-enterprise (民办非企业单位) or company.</param>
/// <param name="CustodyMode">bank-custody (银行托管) or risk-deposit (风险保证金).</param>
/// <param name="DedicatedAccount">Whether prepaid fees go to an account that holds nothing else (专用账户).</param>
/// <param name="NationalContract">Whether the national model contract is used (示范文本).</param>
[FactsOfMatter(TrainingMatter.MatterName)]
public sealed record TrainingFacts(
    DocumentId Texts,
    string? Kind,
    PremisesFacts Premises,
    IReadOnlyList<ClassFacts> Classes,
    IReadOnlyList<TrainingStaffFacts> Staff,
    ChargeFacts Charge,
    string? CustodyMode,
    bool DedicatedAccount,
    bool NationalContract,
    Money? Capital) : ApplicationFacts
{
    /// <summary>Tells these facts from another matter's where they are stored.</summary>
    public string Matter { get; init; } = TrainingMatter.MatterName;

    public override DocumentId PlaceTexts() => Texts;

    public override IEnumerable<PersonRef> People() => Staff.Select(member => member.Person);

    public override string ActivitiesField() => "form.classes";

    public override IReadOnlyList<Activity> Activities() =>
    [
        .. Classes.Select((one, index) => (one.Sport, Field: $"form.classes[{index}].sport"))
            .Where(one => one.Sport is not null).DistinctBy(one => one.Sport)
            .Select(one => new Activity(one.Sport!, one.Field)),
    ];

    public override IEnumerable<KeyValuePair<string, object?>> Fields()
    {
        yield return new("form.institutionName", Texts.Value);
        yield return new("form.institutionKind", Kind);
        yield return new("form.premises.address", Texts.Value);
        yield return new("form.premises.regionCode", Premises.RegionCode);
        yield return new("form.premises.rightType", Premises.RightType);
        yield return new("form.premises.rightExpires", Premises.RightExpires);
        yield return new("form.premises.fireApproval", Premises.FireApproved);
        yield return new("form.premises.trainingFloorAreaM2", Premises.TrainingFloorAreaM2);
        yield return new("form.chargeRule.spanDays", Charge.SpanDays);
        yield return new("form.chargeRule.spanMonths", Charge.SpanMonths);
        yield return new("form.chargeRule.classHours", Charge.ClassHours);
        yield return new("form.chargeRule.classHourMinutes", Charge.ClassHourMinutes);
        yield return new("form.chargeRule.amountFen", Charge.Amount?.Fen);
        yield return new("form.custody.mode", CustodyMode);
        yield return new("form.custody.account", DedicatedAccount);
        yield return new("form.contractTemplate", NationalContract);
        yield return new("form.registeredCapitalFen", Capital?.Fen);
        foreach (var field in Classes.SelectMany((one, index) => FieldsOf(one, $"form.classes[{index}]"))) yield return field;
        foreach (var field in Staff.SelectMany((one, index) => FieldsOf(one, $"form.staff[{index}]"))) yield return field;
    }

    static IEnumerable<KeyValuePair<string, object?>> FieldsOf(ClassFacts one, string path)
    {
        yield return new($"{path}.sport", one.Sport);
        yield return new($"{path}.floorAreaM2", one.FloorAreaM2);
        yield return new($"{path}.traineesAtOnce", one.TraineesAtOnce);
        yield return new($"{path}.coaches", one.Coaches);
        yield return new($"{path}.start", one.Start);
        yield return new($"{path}.end", one.End);
        yield return new($"{path}.mode", one.Mode);
        yield return new($"{path}.ageGroup", one.AgeGroup);
        yield return new($"{path}.sizeReason", one.SizeReasoned);
    }

    static IEnumerable<KeyValuePair<string, object?>> FieldsOf(TrainingStaffFacts one, string path)
    {
        yield return new($"{path}.idNumber", new { one.Person, one.IdentifierValid });
        yield return new($"{path}.role", one.Role);
        yield return new($"{path}.certificateNo", one.Certificate?.Value);
        yield return new($"{path}.certificateKind", one.CertificateKind);
        yield return new($"{path}.validTo", one.CertificateValidTo);
        yield return new($"{path}.fullTime", one.FullTime);
        yield return new($"{path}.backgroundCheckedOn", one.BackgroundCheckedOn);
    }
}

/// <param name="FireApproved">Whether a fire approval (消防手续) is named; its number stays in the sealed form.</param>
/// <param name="TrainingFloorAreaM2">Square metres of training floor, service areas excluded.</param>
public sealed record PremisesFacts(
    string? RegionCode, string? RightType, LocalDate? RightExpires, bool FireApproved, decimal? TrainingFloorAreaM2);

/// <summary>A class (培训班) as it is planned.</summary>
/// <param name="Sport">A code in capitals: BASKETBALL, CHESS, ….</param>
/// <param name="Mode">offline or online.</param>
/// <param name="AgeGroup">school or preschool; null counts as school.</param>
/// <param name="SizeReasoned">Whether reasons are given for more trainees than the principle allows; the words stay sealed.</param>
public sealed record ClassFacts(
    string? Sport, decimal? FloorAreaM2, int? TraineesAtOnce, int? Coaches, LocalTime? Start, LocalTime? End, string? Mode,
    string? AgeGroup, bool SizeReasoned);

/// <param name="Role">coach, research or other; coaches and researchers count as teaching staff.</param>
/// <param name="Certificate">The certificate's number as the vault refers to it: the same for whoever shows it.</param>
/// <param name="Adult">Eighteen or older on the day of filing; null where the identity number fails its check.</param>
public sealed record TrainingStaffFacts(
    PersonRef Person, string? Role, string? CertificateKind, PersonRef? Certificate, LocalDate? CertificateValidTo, bool FullTime,
    LocalDate? BackgroundCheckedOn, bool? Adult, bool IdentifierValid);

/// <summary>What is charged at once (收费).</summary>
/// <param name="ClassHourMinutes">Length of a class hour as filed; null where the standard one is meant.</param>
public sealed record ChargeFacts(int? SpanDays, int? SpanMonths, int? ClassHours, int? ClassHourMinutes, Money? Amount);
