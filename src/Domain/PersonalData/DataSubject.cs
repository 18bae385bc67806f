using System.Diagnostics;
using System.Text.RegularExpressions;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.PersonalData.DataSubjectRefusals;
using Answer = Domain.Kernel.Answer<Domain.PersonalData.DataSubjectEvent>;

namespace Domain.PersonalData;

/// <summary>What a person's requests have come to.</summary>
/// <param name="Restrictions">Those that stand, each under the number of its request; none while everything may be read.</param>
/// <param name="Erased">The last erasure; null where there was none.</param>
public sealed record DataSubject(IReadOnlyList<Restriction> Restrictions, PersonErased? Erased)
{
    public static DataSubject Initial { get; } = new([], null);

    /// <summary>ERA-10: the purposes that every restriction leaves open; meaningless while there is none.</summary>
    public IReadOnlyList<string> OpenFor =>
        Restrictions.Count == 0
            ? []
            : [.. Restrictions[0].OpenFor.Where(purpose => Restrictions.All(restriction => restriction.OpenFor.Contains(purpose)))];

    public Restriction? Find(string requestNo) => Restrictions.FirstOrDefault(restriction => restriction.RequestNo == requestNo);

    public DataSubject With(Restriction restriction) =>
        this with { Restrictions = [.. Restrictions.Where(other => other.RequestNo != restriction.RequestNo), restriction] };

    public DataSubject Without(string requestNo) =>
        this with { Restrictions = [.. Restrictions.Where(restriction => restriction.RequestNo != requestNo)] };
}

/// <param name="Reasons">Why erasure has to wait; empty for a restriction that was asked for as such.</param>
public sealed record Restriction(
    string RequestNo, string Ground, IReadOnlyList<string> OpenFor, IReadOnlyList<DeferralReason> Reasons, LocalDate? Until)
{
    public const string Deferral = "erasure-deferred";
}

public abstract record DataSubjectCommand(Actor Actor, Instant At, string RequestNo);

public sealed record RestrictProcessing(Actor Actor, Instant At, string RequestNo, string Ground)
    : DataSubjectCommand(Actor, At, RequestNo);

/// <param name="RequestNo">Of the restriction that ends.</param>
public sealed record LiftRestriction(Actor Actor, Instant At, string RequestNo, string Reason)
    : DataSubjectCommand(Actor, At, RequestNo);

/// <param name="BackupDays">For how long backups of the keys are kept.</param>
public sealed record ErasePerson(
    Actor Actor, Instant At, string RequestNo, string CertificateNo, PersonFacts Facts, RetentionRules Rules, int BackupDays)
    : DataSubjectCommand(Actor, At, RequestNo);

public sealed record ExportPersonalData(
    Actor Actor, Instant At, string RequestNo, string Recipient, DocumentId? RecipientName, string Purpose, int Texts, string Sm3)
    : DataSubjectCommand(Actor, At, RequestNo);

/// <param name="Texts">Every text of the field as it stood, and what it is replaced by.</param>
/// <param name="Fault">What is wrong with the new text; null where it may stand.</param>
public sealed record CorrectPersonalData(
    Actor Actor, Instant At, string RequestNo, string Field, IReadOnlyList<TextReplaced> Texts, TextFault? Fault = null)
    : DataSubjectCommand(Actor, At, RequestNo);

public static class DataSubjectRefusals
{
    public static readonly Refusal OfficerMustBeInCharge = new(
        RefusalKind.NotAllowed, "data-subject.officer-must-be-in-charge", "只有个人信息保护负责人可以办理此事项。",
        Laws.PersonalInformation("52"));

    public static readonly Refusal RequestNoMustBeANumber = new(
        RefusalKind.Malformed, "data-subject.request-no-must-be-a-number", "申请编号应当为“字母-年份-序号”，不得含有证件号码。",
        Laws.PersonalInformation("5"), Field: "requestNo");

    public static readonly Refusal RequestNoMustBeItsOwn = new(
        RefusalKind.WrongState, "data-subject.request-no-must-be-its-own", "该申请编号已用于其他申请。",
        Laws.PersonalInformation("44"), Field: "requestNo");

    public static readonly Refusal GroundMustBeKnown = new(
        RefusalKind.Malformed, "data-subject.ground-must-be-known", "理由、接收方或用途不在规定范围内。", Laws.PersonalInformation("44"));

    public static readonly Refusal RestrictionMustExist = new(
        RefusalKind.WrongState, "data-subject.restriction-must-exist", "没有该编号的限制处理。", Laws.PersonalInformation("44"),
        Field: "requestNo");

    public static readonly Refusal SomethingMustBeHeld = new(
        RefusalKind.WrongState, "data-subject.something-must-be-held", "未保存该人的个人信息，或者已经删除。", Laws.PersonalInformation("47"));

    public static readonly Refusal TextMustBeReadable = new(
        RefusalKind.Malformed, "data-subject.text-must-be-readable", "更正后的内容为空、过长，或者含有不可见字符。",
        Laws.PersonalInformation("46"), Field: "text");

    public static readonly Refusal FieldMustBeCorrectable = new(
        RefusalKind.Malformed, "data-subject.field-must-be-correctable", "该项信息不能更正，或者没有保存。", Laws.PersonalInformation("46"));
}

/// <summary>specs/personal-data.md: restriction, erasure, export and correction.</summary>
public static partial class DataSubjectDecider
{
    /// <summary>Role of the program's own acts.</summary>
    const string Policy = "system";

    static readonly string[] Grounds = ["disputed-accuracy", "unlawful-processing", "legal-claim"];
    static readonly string[] Recipients = ["data-subject", "representative", "court", "other"];
    static readonly string[] Purposes = ["access-request", "copy-request", "transfer-request", "court-order", "supervision"];

    /// <summary>What the law asks for whatever the person asks: the person's own request, and supervision.</summary>
    static readonly string[] AlwaysOpen = ["audit", "data-subject-access"];

    /// <summary>While a case or permit is open, the procedure and its publication go on (个人信息保护法 art 13(3)).</summary>
    static readonly string[] OpenForDuty =
    [
        .. AlwaysOpen, "handling-a-case", "public-register", "issuing-a-document", "serving-a-document", "portal-exchange",
        "operator-lock",
    ];

    /// <summary>ERA-9: what may be put right, and how long it may be.</summary>
    static readonly Dictionary<string, int> Lengths = new()
    {
        ["name"] = TextLimits.Name, ["phone"] = TextLimits.Phone, ["email"] = TextLimits.Email, ["address"] = TextLimits.Address,
        ["certificate-no"] = TextLimits.CertificateNo, ["account"] = TextLimits.IdNumber,
    };

    public static IReadOnlyCollection<string> Correctable => Lengths.Keys;

    /// <summary>What is wrong with a corrected text; asked before it is sealed, for afterwards nobody can see.</summary>
    public static TextFault? FaultOf(string field, string text) =>
        Lengths.TryGetValue(field, out var longest) ? WrittenText.FaultOf(text, longest) : null;

    public static Answer Decide(DataSubjectCommand command, DataSubject state)
    {
        if (command is ErasePerson { Actor.Role: Policy } due) return EraseWhenDue(due, state);
        if (command.Actor.Role != "privacy-officer") return Answer.Refuse(OfficerMustBeInCharge);
        if (!RequestNumber().IsMatch(command.RequestNo)) return Answer.Refuse(RequestNoMustBeANumber);
        return command switch
        {
            RestrictProcessing c => Restrict(c, state),
            LiftRestriction c => Lift(c, state),
            ErasePerson c => Erase(c, state),
            ExportPersonalData c => Export(c),
            CorrectPersonalData c => Correct(c),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    public static DataSubject Evolve(DataSubject state, DataSubjectEvent @event) =>
        @event switch
        {
            ProcessingRestricted e => state.With(new(e.RequestNo, e.Ground, e.OpenFor, [], null)),
            ErasureDeferred e => state.With(new(e.RequestNo, Restriction.Deferral, e.OpenFor, e.Reasons, e.Until)),
            RestrictionLifted e => state.Without(e.RequestNo),
            PersonErased e => new([], e),
            PersonalDataExported or PersonalDataCorrected => state,
            _ => throw new UnreachableException($"{@event.GetType().Name} is no event of a data subject."),
        };

    static Answer Restrict(RestrictProcessing command, DataSubject state)
    {
        if (!Grounds.Contains(command.Ground)) return Answer.Refuse(GroundMustBeKnown with { Field = "ground" });
        if (state.Find(command.RequestNo) is { } known)
            return known.Ground == command.Ground ? Answer.Nothing : Answer.Refuse(RequestNoMustBeItsOwn);

        return Answer.Accept(new ProcessingRestricted(
            command.RequestNo, command.Ground, AlwaysOpen, Laws.PersonalInformation("44")));
    }

    /// <summary>ERA-10: what the law defers is not resolved by anybody; the person may withdraw the request.</summary>
    static Answer Lift(LiftRestriction command, DataSubject state)
    {
        if (state.Find(command.RequestNo) is not { } restriction) return Answer.Refuse(RestrictionMustExist);
        return command.Reason == "withdrawn" || (command.Reason == "resolved" && restriction.Ground != Restriction.Deferral)
            ? Answer.Accept(new RestrictionLifted(command.RequestNo, command.Reason, Laws.PersonalInformation("44")))
            : Answer.Refuse(GroundMustBeKnown with { Field = "reason" });
    }

    /// <summary>ERA-12: what was asked for and had to wait is done on its day, unless it was withdrawn or something else stands.</summary>
    static Answer EraseWhenDue(ErasePerson command, DataSubject state) =>
        state.Restrictions.All(standing => standing.Ground == Restriction.Deferral) && state.Find(command.RequestNo) is not null
            ? Erase(command, state)
            : Answer.Nothing;

    /// <summary>ERA-3, ERA-4: destroyed where nothing stands against it; else restricted, and told why and until when.</summary>
    static Answer Erase(ErasePerson command, DataSubject state)
    {
        var facts = command.Facts;
        if (facts.KeyVersion == 0) return state.Erased is null ? Answer.Refuse(SomethingMustBeHeld) : Answer.Nothing;

        var today = WorkCalendar.DayOf(command.At);
        var reasons = facts.ReasonsToWait(today, command.Rules);
        if (reasons.Count == 0)
        {
            return Answer.Accept(new PersonErased(
                command.CertificateNo, command.RequestNo, today, facts.KeyVersion, facts.Texts, facts.Files,
                today.PlusDays(command.BackupDays), Laws.PersonalInformation("47")));
        }

        if (state.Find(command.RequestNo) is { } known)
        {
            if (known.Ground != Restriction.Deferral) return Answer.Refuse(RequestNoMustBeItsOwn);
            if (known.Reasons.SequenceEqual(reasons)) return Answer.Nothing;
        }

        var isOpen = reasons.Any(reason => reason.Until is null);
        return Answer.Accept(new ErasureDeferred(
            command.RequestNo, reasons, isOpen ? null : reasons.Max(reason => reason.Until), isOpen ? OpenForDuty : AlwaysOpen,
            Laws.PersonalInformation("47")));
    }

    static Answer Export(ExportPersonalData command)
    {
        if (!Recipients.Contains(command.Recipient)) return Answer.Refuse(GroundMustBeKnown with { Field = "recipient" });
        return Purposes.Contains(command.Purpose)
            ? Answer.Accept(new PersonalDataExported(
                command.RequestNo, command.Recipient, command.RecipientName, command.Purpose, command.Texts, command.Sm3,
                Laws.PersonalInformation("45")))
            : Answer.Refuse(GroundMustBeKnown with { Field = "purpose" });
    }

    static Answer Correct(CorrectPersonalData command) =>
        command.Fault is not null ? Answer.Refuse(TextMustBeReadable)
        : Correctable.Contains(command.Field) && command.Texts.Count > 0
            ? Answer.Accept(new PersonalDataCorrected(
                command.RequestNo, command.Field, command.Texts, Laws.PersonalInformation("46")))
            : Answer.Refuse(FieldMustBeCorrectable with { Field = "field" });

    /// <summary>ERA-11: room for a year and a running number, none for a citizen's or a telephone's.</summary>
    [GeneratedRegex("^[A-Z]{2,4}(-[0-9]{4})?-[0-9]{1,6}\\z")]
    private static partial Regex RequestNumber();
}
