using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Licensing.FormPaths;

namespace Domain.TrainingInstitutions;

/// <summary>What the approval of a training institution asks: specs/training-institutions.md.</summary>
/// <param name="MoneyLeft">Prepaid and neither delivered nor returned, over all accounts of the institution in question.</param>
public sealed record TrainingMatter(TrainingStandards Standards, Money MoneyLeft) : IMatter
{
    public const string MatterName = "training";

    /// <summary>Whether money may still come in: the custody account is neither frozen nor returning what it holds.</summary>
    public bool AccountOpen { get; init; }

    /// <summary>By what is known of the law without any edition that an operator entered, and with nothing prepaid.</summary>
    public static TrainingMatter Published { get; } = new(TrainingStandards.Published, Money.Zero);

    static readonly HashSet<string> OwnPlaces = new(
        [
            "form.institutionName", "form.institutionKind", "form.contractTemplate", "form.registeredCapitalFen",
            .. Under(
                "form.premises", "address", "regionCode", "rightType", "rightExpires", "fireApproval", "trainingFloorAreaM2"),
            "form.classes",
            .. Under(
                "form.classes[]", "name", "sport", "floorAreaM2", "traineesAtOnce", "coaches", "start", "end", "mode", "ageGroup",
                "sizeReason"),
            "form.staff",
            .. Under(
                "form.staff[]", "role", "name", "idType", "idNumber", "certificateNo", "certificateKind", "validTo", "fullTime",
                "backgroundCheckedOn"),
            .. Under("form.chargeRule", "spanDays", "spanMonths", "classHours", "classHourMinutes", "amountFen"),
            .. Under("form.custody", "mode", "bank", "account"),
        ],
        StringComparer.Ordinal);

    public string Name => MatterName;

    public LegalBasis PlaceBasis => Laws.TrainingConduct;

    public IReadOnlySet<string> Places => OwnPlaces;

    /// <summary>TI-2: the limits of the district in which the institution is.</summary>
    public ServiceItem ItemIn(ServiceItem item, string district, LocalDate on)
    {
        var rule = Standards.Of(district, on);
        return item with
        {
            Decision = item.Decision with { Length = rule.DecisionWorkingDays, Source = rule.Source },
            Extension = item.Extension! with { Length = rule.ExtensionWorkingDays, Source = rule.Source },
        };
    }

    public void Examine(ApplicationFacts facts, ExaminedCase examined, ServiceItem item, LocalDate on, DefectList defects)
    {
        var own = (TrainingFacts)facts;
        ApplicationExamination.ExamineRegion(
            own.Premises.RegionCode, "form.premises.regionCode", Laws.Licensing("32(4)"), examined, defects);
        TrainingExamination.Examine(own, defects);
    }

    /// <remarks>Training of minors in any sport needs the approval.</remarks>
    public bool NeedsNoLicence(Submission submission, LocalDate on) => false;

    public Assessment Assess(ApplicationFacts facts, IReadOnlyList<Defect> wanting, ExaminedCase examined, LocalDate on) =>
        TrainingConditions.Assess((TrainingFacts)facts, wanting, Standards.On(on), Standards.Of(examined.RegionCode, on), on);

    /// <summary>TI-30: nobody ends an institution that still holds parents' money.</summary>
    public IEnumerable<UnmetCondition> UnmetByLicence(PermitRequestMade request)
    {
        if (request.Kind != PermitRequests.Deregistration) yield break;
        if (MoneyLeft > Money.Zero)
        {
            yield return new(
                "TI-30", Laws.TrainingOpinions, "form.permitNo", $"{MoneyLeft} yuan prepaid", "all prepaid money returned");
        }

        if (AccountOpen)
        {
            yield return new(
                "TI-30", Laws.TrainingOpinions, "form.permitNo", "custody account open", "frozen, so that nothing more is sold");
        }
    }
}
