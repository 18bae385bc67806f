using Domain.Kernel;
using Domain.Licensing;

namespace Domain.TrainingInstitutions;

/// <summary>Examines the form's own facts: what is absent or cannot be true. Whether it suffices is another question.</summary>
static class TrainingExamination
{
    static readonly LegalBasis Form = Laws.Licensing("32(4)");

    public static void Examine(TrainingFacts facts, DefectList defects)
    {
        if (facts.Kind is null) defects.Add("institution-kind.missing", "form.institutionKind", "缺少机构类型", Form);
        if (facts.Premises.RightType == "lease" && facts.Premises.RightExpires is null)
            defects.Add("premises.right-expiry-missing", "form.premises.rightExpires", "缺少场所使用权到期日期", Form);
        if (facts.Premises.TrainingFloorAreaM2 is null)
            defects.Add("premises.area-missing", "form.premises.trainingFloorAreaM2", "缺少培训场地面积", Laws.TrainingConduct);

        if (facts.Classes.Count == 0) defects.Add("class.missing", "form.classes", "未填写培训班", Form);
        for (var i = 0; i < facts.Classes.Count; i++) ExamineClass(facts.Classes[i], $"form.classes[{i}]", defects);

        if (facts.Staff.Count == 0) defects.Add("staff.missing", "form.staff", "缺少从业人员名单", Laws.TrainingStaff);
        for (var i = 0; i < facts.Staff.Count; i++) ExaminePerson(facts, i, defects);
    }

    static void ExamineClass(ClassFacts one, string path, DefectList defects)
    {
        if (one.Sport is null) defects.Add("class.sport-missing", $"{path}.sport", "缺少培训项目", Form);
        if (one.TraineesAtOnce is null) defects.Add("class.size-missing", $"{path}.traineesAtOnce", "缺少同时培训人数", Form);
        if (one.Coaches is null) defects.Add("class.coaches-missing", $"{path}.coaches", "缺少教练员人数", Form);
        if (one.FloorAreaM2 is null && one.Mode != "online")
            defects.Add("class.area-missing", $"{path}.floorAreaM2", "缺少培训班场地面积", Laws.TrainingConduct);
        if (one is { Start: { } start, End: { } end } && end <= start)
            defects.Add("class.time-impossible", $"{path}.end", "下课时间应当晚于上课时间", Form);
    }

    static void ExaminePerson(TrainingFacts facts, int index, DefectList defects)
    {
        var person = facts.Staff[index];
        var path = $"form.staff[{index}]";
        if (!person.IdentifierValid)
            defects.Add("staff.identifier-invalid", $"{path}.idNumber", "人员证件号码未通过校验", Laws.TrainingStaff);
        if (facts.Staff.Take(index).Any(earlier => earlier.Person == person.Person && earlier.Role == person.Role))
        {
            defects.Add("staff.listed-twice", $"{path}.idNumber", "同一人员重复填写", Form);
        }
        else if (person.Certificate is { } number
            && facts.Staff.Take(index).Any(earlier => earlier.Certificate == number && earlier.Person != person.Person))
        {
            defects.Add("staff.certificate-of-another", $"{path}.certificateNo", "同一证书编号用于不同人员", Laws.TrainingStaff);
        }
    }
}
