using Domain.Kernel;
using Domain.Licensing;
using static Domain.Kernel.Refusal;

namespace Domain.TrainingInstitutions;

/// <summary>What an institution refuses, each named for the rule the command would break. The code is public and stable.</summary>
public static class InstitutionRefusals
{
    public static readonly Refusal MustBeApproved = WrongState(
        "institution.must-be-approved", "该培训机构尚未取得审批。", Laws.PrivateEducation("12"));

    public static readonly Refusal MustNotHaveEnded = WrongState(
        "institution.must-not-have-ended", "该培训机构已经终止或者审批已到期。", Laws.Licensing("70"));

    public static readonly Refusal MustRun = WrongState(
        "institution.must-run", "该培训机构已停止办学，不能再作此处理。", Laws.TrainingOpinions);

    public static readonly Refusal MustBeStopped = WrongState(
        "institution.must-be-stopped", "该培训机构没有停止办学。", Laws.TrainingOpinions);

    public static readonly Refusal StopCauseMustBeKnown = Malformed(
        "institution.stop-cause-must-be-known", "停止办学的原因只能是责令停止、自行关停或者失去联系。", Laws.TrainingOpinions, "cause");

    public static readonly Refusal LostMustNotResume = WrongState(
        "institution.only-an-ordered-stop-may-be-lifted", "自行关停或者失去联系的机构应当重新申请。", Laws.PrivateEducation("12"));

    public static readonly Refusal CreditCodeMustBeValid = Malformed(
        "institution.credit-code-must-be-valid", "统一社会信用代码未通过校验。", Laws.PrivateEducation("12"), "creditCode");

    public static readonly Refusal CreditCodeMustBeTheOnlyOne = WrongState(
        "institution.credit-code-must-be-the-only-one", "该培训机构已登记其他统一社会信用代码。", Laws.PrivateEducation("12"));

    public static readonly Refusal CreditCodeMustBeItsOwn = WrongState(
        "institution.credit-code-must-be-its-own", "该统一社会信用代码已由另一家培训机构登记。", Laws.PrivateEducation("12")) with
    {
        Field = "creditCode",
    };

    public static readonly Refusal StaffMustBeAdult = Malformed(
        "staff.must-be-adult", "从业人员应当年满十八周岁。", Laws.TrainingStaff, "idNumber");

    public static readonly Refusal StaffMustJoinOnce = WrongState(
        "staff.must-join-once", "该人员已在本机构从业。", Laws.TrainingStaff);

    public static readonly Refusal StaffMustBeEngaged = WrongState(
        "staff.must-be-engaged", "该人员不在本机构从业。", Laws.TrainingStaff);

    public static readonly Refusal RoleMustBeKnown = Malformed(
        "staff.role-must-be-known", "岗位只能是教练员、教研人员或者其他人员。", Laws.TrainingStaff, "role");

    public static readonly Refusal CoachMustShowCertificate = Malformed(
        "staff.coach-must-show-certificate", "教练员应当持有资格证书。", Laws.TrainingStaff, "certificateNo");

    public static readonly Refusal CertificateMustHaveKind = Malformed(
        "staff.certificate-must-have-kind", "资格证书的编号和种类应当同时填写。", Laws.TrainingStaff, "certificateKind");

    public static readonly Refusal CertificateMustBeInForce = Malformed(
        "staff.certificate-must-be-in-force", "资格证书不在有效期内。", Laws.TrainingStaff, "certificateTo");

    public static readonly Refusal CertificateMustBelongToOne = WrongState(
        "staff.certificate-must-belong-to-one", "该证书编号已由其他人员使用。", Laws.TrainingStaff);

    public static readonly Refusal CertificatesMustNotOverlap = WrongState(
        "staff.certificates-must-not-overlap", "同一种证书的有效期不得重叠。", Laws.TrainingStaff);

    public static readonly Refusal CheckMustBeOfLastYear = Malformed(
        "staff.check-must-be-of-last-year", "背景核查应当在入职前一年内完成，且不晚于今天。", Laws.Minors("62"), "checkedOn");

    public static readonly Refusal CheckMustBeNewer = Malformed(
        "staff.check-must-be-newer", "背景核查日期应当晚于上一次核查，且不晚于今天。", Laws.Minors("62"), "checkedOn");

    public static readonly Refusal LeaveReasonMustBeKnown = Malformed(
        "staff.leave-reason-must-be-known", "离职原因只能是离职或者辞退。", Laws.TrainingStaff, "reason");

    public static readonly Refusal DayMustLieInEngagement = Malformed(
        "staff.day-must-lie-in-engagement", "日期应当在入职之后且不晚于今天。", Laws.TrainingStaff);

    public static readonly Refusal TrainingNumberMustBeNew = WrongState(
        "staff.training-number-must-be-new", "该内部培训编号已用于其他内容。", Laws.TrainingConduct);

    public static readonly Refusal TrainingMustFitADay = Malformed(
        "staff.training-must-fit-a-day", "一日的内部培训应为1至16学时，每学时45分钟。", Laws.TrainingConduct, "studyHours");

    public static readonly Refusal TrainingMustNotLieAhead = Malformed(
        "staff.training-must-not-lie-ahead", "内部培训应当在完成后登记。", Laws.TrainingConduct, "trainedOn");

    public static readonly Refusal WhiteListMustFollowRegistration = WrongState(
        "white-list.must-follow-registration", "机构登记并取得统一社会信用代码后才能列入白名单。", Laws.TrainingOpinions);

    public static readonly Refusal WhiteListMustHoldIt = WrongState(
        "white-list.must-hold-it", "该培训机构不在白名单内。", Laws.TrainingOpinions);

    public static readonly Refusal WhiteListMustFollowInspection = WrongState(
        "white-list.must-follow-inspection", "年度检查不合格的机构不能列入白名单。", Laws.TrainingOpinions);

    public static readonly Refusal DelistReasonMustBeKnown = Malformed(
        "white-list.reason-must-be-known", "移出白名单的原因不在规定范围内。", Laws.TrainingOpinions, "reason");

    public static readonly Refusal InspectionOutcomeMustBeKnown = Malformed(
        "yearly-inspection.outcome-must-be-known", "年度检查结论只能是合格、基本合格或者不合格。", Laws.PrivateEducation("41"), "outcome");

    public static readonly Refusal InspectionMustHaveTwoOfficers = Malformed(
        "yearly-inspection.must-have-two-officers", "年度检查应当由两名以上工作人员进行，并由其中一人提交。", Laws.Licensing("34(3)"), "officers");

    public static readonly Refusal InspectionMustBeTheOnlyOne = WrongState(
        "yearly-inspection.must-be-the-only-one", "该年度的检查已有结论。", Laws.PrivateEducation("41"));

    public static readonly Refusal InspectionMustLieInYear = Malformed(
        "yearly-inspection.must-lie-in-year", "检查日期应当在该年度或者次年六月底前，且不晚于今天。", Laws.PrivateEducation("41"), "inspectedOn");
}

/// <summary>What a timetable breaks; the field names the lesson.</summary>
public static class TimetableRefusals
{
    public static readonly Refusal SpanMustBePossible = Of(
        "timetable.span-must-be-possible", "课程表的起止日期不正确，且不得超过九十三天。", Laws.TrainingConduct);

    public static readonly Refusal LessonsMustLieInSpan = Of(
        "timetable.lessons-must-lie-in-span", "课次日期应当在课程表的起止日期和审批有效期内。", Laws.TrainingConduct);

    public static readonly Refusal PastMustNotBeRewritten = Of(
        "timetable.past-must-not-be-rewritten", "课程表应当在上课前备案。", Laws.TrainingConduct);

    public static readonly Refusal LessonMustBeFiledOnce = Of(
        "timetable.lesson-must-be-filed-once", "课次编号重复。", Laws.TrainingConduct);

    public static readonly Refusal NumberMustBeNew = new(
        RefusalKind.WrongState, "timetable.number-must-be-new", "该课程表编号已用于其他内容。", Laws.TrainingConduct, "timetableNo");

    public static readonly Refusal TimesMustBePossible = Of(
        "timetable.times-must-be-possible", "下课时间应当晚于上课时间。", Laws.TrainingConduct);

    public static readonly Refusal LessonMustEndInTime = Of(
        "timetable.lesson-must-end-in-time", "线下培训结束时间不得晚于二十时三十分，线上不得晚于二十一时。", Laws.TrainingOpinions);

    public static readonly Refusal LessonMustNotMeetSchool = Of(
        "timetable.lesson-must-not-meet-school", "培训时间不得与当地中小学校教学时间相冲突。", Laws.TrainingOpinions);

    public static readonly Refusal RoomMustBeLargeEnough = Of(
        "timetable.room-must-be-large-enough", "培训场地人均面积不足。", Laws.TrainingConduct);

    public static readonly Refusal RoomMustNotBeOverbooked = Of(
        "timetable.room-must-not-be-overbooked", "同一时间使用的场地超过了该场地或者机构的培训面积。", Laws.TrainingConduct);

    public static readonly Refusal SizeMustStayWithinPrinciple = Of(
        "timetable.class-must-not-be-too-large", "同时培训人数超过三十五人。", Laws.TrainingConduct);

    public static readonly Refusal CoachesMustSuffice = Of(
        "timetable.coaches-must-suffice", "教练员人数不足。", Laws.TrainingConduct);

    public static readonly Refusal CoachMustBeCleared = Of(
        "timetable.coach-must-be-cleared", "教练员不在职、无有效证书或者背景核查已过期。", Laws.Minors("62"));

    public static readonly Refusal CoachMustNotBeInTwoPlaces = Of(
        "timetable.coach-must-not-be-in-two-places", "同一教练员不能同时在两处授课。", Laws.TrainingConduct);

    public static readonly Refusal SportMustBeApproved = Of(
        "timetable.sport-must-be-approved", "该培训项目不在审批范围内。", Laws.PrivateEducation("62(2)"));

    static Refusal Of(string code, string title, LegalBasis basis) =>
        new(RefusalKind.Malformed, code, title, basis, "lessons");
}
