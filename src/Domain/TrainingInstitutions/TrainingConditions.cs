using System.Globalization;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Prepayments;
using NodaTime;
using NodaTime.Text;

namespace Domain.TrainingInstitutions;

/// <summary>The conditions of an approval, judged for a day and explained (TI-3 to TI-17).</summary>
public static class TrainingConditions
{
    static readonly string[] TeachingRoles = ["coach", "research"];

    public static Assessment Assess(
        TrainingFacts facts, IReadOnlyList<Defect> open, TrainingStandard standard, DistrictTrainingRule district, LocalDate on)
    {
        var sheet = new AssessmentSheet();
        sheet.Use(standard.Edition);
        sheet.Use(district.Edition);
        JudgePremises(facts, district, on, sheet);
        for (var i = 0; i < facts.Classes.Count; i++) JudgeClass(facts.Classes[i], $"form.classes[{i}]", standard, sheet);
        if (facts.Classes.Count == 0) sheet.Miss("TI-3", Laws.TrainingConduct, "form.classes", "none", "at least one class");
        JudgeRooms(facts, sheet);
        var required = CoachesAtOnce(facts, standard);
        JudgeStaff(facts, standard, required, on, sheet);
        JudgeCharge(facts.Charge, on, sheet);
        JudgeMoney(facts, sheet);
        sheet.MissWanting(open);
        return sheet.Close(on) with { Training = Figures(facts, standard, required, on) };
    }

    /// <summary>TI-16: a coach counts with a certificate in force, a check of the last year, and eighteen years of age.</summary>
    public static bool Qualifies(TrainingStaffFacts person, LocalDate on) =>
        person is { Role: "coach", IdentifierValid: true, Adult: true, CertificateKind: not null, Certificate: not null }
        && (person.CertificateValidTo is not { } last || on <= last)
        && IsChecked(person.BackgroundCheckedOn, on);

    /// <summary>TI-10: a check is good up to the same day of the next year, and not before it was made.</summary>
    public static bool IsChecked(LocalDate? checkedOn, LocalDate on) =>
        checkedOn is { } day && day <= on && on <= day.PlusYears(1);

    static TrainingFigures? Figures(TrainingFacts facts, TrainingStandard standard, int required, LocalDate on)
    {
        var sports = facts.Classes.Select(one => one.Sport).OfType<string>().ToList();
        if (facts.Premises.TrainingFloorAreaM2 is not { } floor || sports.Count == 0) return null;

        var area = sports.Max(standard.AreaFor);
        return new TrainingFigures(area, (int)decimal.Floor(floor / area), required, Qualified(facts, on));
    }

    static int Qualified(TrainingFacts facts, LocalDate on) =>
        facts.Staff.Where(person => Qualifies(person, on)).Select(person => person.Person).Distinct().Count();

    static void JudgePremises(TrainingFacts facts, DistrictTrainingRule district, LocalDate on, AssessmentSheet sheet)
    {
        var premises = facts.Premises;
        if (!premises.FireApproved)
            sheet.Miss("TI-11", Laws.TrainingFire, "form.premises.fireApproval", "none", "a fire approval of the premises");
        if (premises.RightExpires is { } expires && expires < on)
        {
            sheet.Miss(
                "TI-17", Laws.PrivateEducation("12"), "form.premises.rightExpires", AssessmentSheet.Print(expires),
                $"a right to the premises on {AssessmentSheet.Print(on)}");
        }

        if (district.MinFloorAreaM2 is { } least && (premises.TrainingFloorAreaM2 ?? 0m) < least)
        {
            sheet.Miss(
                "TI-2", district.Basis, "form.premises.trainingFloorAreaM2", Metres(premises.TrainingFloorAreaM2 ?? 0m),
                $"{Metres(least)} at least: {district.Source}");
        }

        if (district.MinCapital is { } capital && (facts.Capital is not { } own || own < capital))
        {
            sheet.Miss(
                "TI-2", district.Basis, "form.registeredCapitalFen", facts.Capital is { } known ? $"{known} yuan" : "none",
                $"{capital} yuan at least: {district.Source}");
        }
    }

    static void JudgeClass(ClassFacts one, string path, TrainingStandard standard, AssessmentSheet sheet)
    {
        if (one is { Sport: { } sport, TraineesAtOnce: { } trainees })
        {
            JudgeArea(one, sport, trainees, path, standard, sheet);
            if (trainees > standard.ClassSize && !one.SizeReasoned)
            {
                sheet.Miss(
                    "TI-5", Laws.TrainingConduct, $"{path}.traineesAtOnce", $"trainees: {trainees}",
                    $"{standard.ClassSize} in principle, or the reasons for more");
            }

            sheet.Compare(
                "TI-6", Laws.TrainingConduct, $"{path}.coaches", "coaches", one.Coaches ?? 0, standard.CoachesFor(trainees, one.AgeGroup));
        }

        if (one.Start is null || one.End is not { } end || one.Mode is not { } mode)
        {
            sheet.Miss("TI-12", Laws.TrainingOpinions, $"{path}.end", "unknown", "times and mode of the class");
        }
        else if (end > standard.LatestEnd(mode))
        {
            var latest = standard.LatestEnd(mode);
            sheet.Miss("TI-12", Laws.TrainingOpinions, $"{path}.end", Clock(end), $"{mode} no later than {Clock(latest)}");
        }
    }

    /// <summary>TI-3, TI-11: floor for each trainee present at once, by the sport and by the fire rule.</summary>
    static void JudgeArea(ClassFacts one, string sport, int trainees, string path, TrainingStandard standard, AssessmentSheet sheet)
    {
        if (one.Mode == "online") return;

        var floor = one.FloorAreaM2 ?? 0m;
        var need = standard.AreaFor(sport);
        if (floor < trainees * need)
        {
            sheet.Miss(
                "TI-3", Laws.TrainingConduct, $"{path}.traineesAtOnce", $"{trainees} on {Metres(floor)}",
                $"{need.ToString(CultureInfo.InvariantCulture)} m² each: {(int)decimal.Floor(floor / need)} at most");
        }

        if (floor < trainees * standard.FireAreaPerTraineeM2)
        {
            sheet.Miss(
                "TI-11", Laws.TrainingFire, $"{path}.floorAreaM2", $"{trainees} on {Metres(floor)}",
                $"{standard.FireAreaPerTraineeM2.ToString(CultureInfo.InvariantCulture)} m² each");
        }
    }

    /// <summary>TI-4: classes that run at the same time share the training floor.</summary>
    static void JudgeRooms(TrainingFacts facts, AssessmentSheet sheet)
    {
        if (facts.Premises.TrainingFloorAreaM2 is not { } floor) return;

        for (var i = 0; i < facts.Classes.Count; i++)
        {
            var together = AtStartOf(facts.Classes[i], facts).Where(one => one.Mode != "online").Sum(one => one.FloorAreaM2 ?? 0m);
            if (together > floor)
            {
                sheet.MissOnce(
                    "TI-4", Laws.TrainingConduct, $"form.classes[{i}].floorAreaM2", $"{Metres(together)} in use at once",
                    $"{Metres(floor)} at most");
            }
        }
    }

    /// <summary>The class itself and every other that runs in the moment it begins.</summary>
    static IEnumerable<ClassFacts> AtStartOf(ClassFacts one, TrainingFacts facts) =>
        one.Start is { } start
            ? facts.Classes.Where(other => ReferenceEquals(other, one) || (other.Start <= start && start < other.End))
            : [one];

    /// <summary>TI-6: coaches needed in the busiest moment.</summary>
    static int CoachesAtOnce(TrainingFacts facts, TrainingStandard standard) =>
        facts.Classes.Select(one => AtStartOf(one, facts).Sum(other => Math.Max(
            other.Coaches ?? 0, other.TraineesAtOnce is { } trainees ? standard.CoachesFor(trainees, other.AgeGroup) : 0)))
            .DefaultIfEmpty(0).Max();

    static void JudgeStaff(TrainingFacts facts, TrainingStandard standard, int required, LocalDate on, AssessmentSheet sheet)
    {
        for (var i = 0; i < facts.Staff.Count; i++)
        {
            var person = facts.Staff[i];
            var path = $"form.staff[{i}]";
            if (!IsChecked(person.BackgroundCheckedOn, on))
            {
                sheet.Miss(
                    "TI-10", Laws.Minors("62"), $"{path}.backgroundCheckedOn",
                    person.BackgroundCheckedOn is { } day ? AssessmentSheet.Print(day) : "none",
                    $"a check within the year before {AssessmentSheet.Print(on)}");
            }

            if (person.Adult == false)
                sheet.Miss("TI-9", Laws.TrainingStaff, $"{path}.idNumber", "under age", "eighteen years of age");
            if (person is { Role: "coach", CertificateValidTo: { } last } && last < on)
            {
                sheet.Miss(
                    "TI-16", Laws.TrainingStaff, $"{path}.validTo", AssessmentSheet.Print(last),
                    $"a certificate in force on {AssessmentSheet.Print(on)}");
            }
        }

        sheet.Compare("TI-6", Laws.TrainingConduct, "form.staff", "coaches", Qualified(facts, on), required);

        var all = facts.Staff.Select(person => person.Person).Distinct().Count();
        var fullTime = facts.Staff.Where(person => person.FullTime && TeachingRoles.Contains(person.Role))
            .Select(person => person.Person).Distinct().Count();
        if (fullTime * 100 < all * standard.FullTimePercent)
        {
            sheet.MissOnce(
                "TI-7", Laws.TrainingStaff, "form.staff", $"full-time teaching staff: {fullTime} of {all}",
                $"{standard.FullTimePercent} percent at least");
        }
    }

    /// <summary>TI-13: what will be charged at once, by the caps that every sale is judged by (CHG-1 to CHG-3).</summary>
    static void JudgeCharge(ChargeFacts charge, LocalDate on, AssessmentSheet sheet)
    {
        var caps = ChargeCaps.On(on);
        sheet.Use(caps.Edition);
        ChargeSpan? span = charge switch
        {
            { SpanDays: { } days } => new ChargeSpan.InDays(days),
            { SpanMonths: { } months } => new ChargeSpan.Dates(on, on.PlusMonths(months)),
            _ => null,
        };
        if (span is null || charge is not { ClassHours: { } hours, Amount: { } amount })
        {
            sheet.Miss("TI-13", Laws.TrainingOpinions, "form.chargeRule", "incomplete", "span, class hours and amount of one charge");
            return;
        }

        foreach (var finding in caps.Judge(span, hours * (long)(charge.ClassHourMinutes ?? caps.ClassHourMinutes), amount))
        {
            if (!finding.Kept)
                sheet.Miss("TI-13", finding.Basis, FieldOf(finding.Cap, charge), finding.Asked, $"{finding.Allowed} at most");
        }
    }

    static string FieldOf(string cap, ChargeFacts charge) => cap switch
    {
        "span" => charge.SpanDays is null ? "form.chargeRule.spanMonths" : "form.chargeRule.spanDays",
        "class-hours" => "form.chargeRule.classHours",
        _ => "form.chargeRule.amountFen",
    };

    /// <summary>TI-15: prepaid money in one account of its own, under the national contract.</summary>
    static void JudgeMoney(TrainingFacts facts, AssessmentSheet sheet)
    {
        if (facts.CustodyMode is null)
            sheet.Miss("TI-15", Laws.TrainingOpinions, "form.custody.mode", "none", "bank custody or a risk deposit");
        if (!facts.DedicatedAccount)
            sheet.Miss("TI-15", Laws.TrainingOpinions, "form.custody.account", "none", "a dedicated account");
        if (!facts.NationalContract)
            sheet.Miss("TI-15", Laws.TrainingOpinions, "form.contractTemplate", "another", "the national model contract");
    }

    static string Metres(decimal area) => area.ToString("0.##", CultureInfo.InvariantCulture) + " m²";

    static string Clock(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);
}
