using Domain.Identity;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What goes on between acceptance and decision beside site check and review.</summary>
public sealed record CaseProceedings(Hearing? Hearing, IReadOnlyList<SpecialProcedure> Special, Supplement? Supplement)
{
    public static CaseProceedings None { get; } = new(null, [], null);
}

/// <summary>A hearing (听证) in the one stage it has come to; a case has one at most.</summary>
public abstract record Hearing
{
    private Hearing() { }

    public bool ChairIs(PersonRef person) =>
        this switch
        {
            Called { Notice: { } notice } => notice.Chair == person,
            Held held => held.Chair == person,
            _ => false,
        };

    /// <summary>Applicant and interested persons were told that they may ask for one.</summary>
    public sealed record RightTold(string NoticeNo, LocalDate ToldOn) : Hearing;

    /// <summary>To be held, because somebody asked for it or because the organ ordered it.</summary>
    /// <param name="By">applicant, interested-person, or organ.</param>
    /// <param name="Key">What tells this call from another: the order's number, or the sealed request.</param>
    public sealed record Called(string By, string Key, LocalDate CalledOn, HearingNotice? Notice) : Hearing
    {
        public bool OnRequest => By != "organ";
    }

    public sealed record Held(LocalDate HeldOn, PersonRef Chair, DocumentId Record) : Hearing;

    /// <summary>Whoever asked for it gave it up.</summary>
    public sealed record Dropped(string Reason, LocalDate DroppedOn) : Hearing;
}

/// <summary>Time, place and chair as they were made known.</summary>
public sealed record HearingNotice(string NoticeNo, Instant At, PersonRef Chair)
{
    public LocalDate Day => WorkCalendar.DayOf(At);
}

/// <summary>A special procedure of 行政许可法 art 45, with the days it was told to take.</summary>
public sealed record SpecialProcedure(
    string No, string Reason, LocalDate ToldOn, LocalDate FirstDay, LocalDate LastDay, LocalDate? ClosedOn)
{
    public bool RunsOn(LocalDate day) => ClosedOn is null && FirstDay <= day && day <= LastDay;
}

/// <summary>What was asked for once after acceptance (已受理待补办).</summary>
/// <param name="SuppliedOn">Null while it is awaited, or was never supplied.</param>
public sealed record Supplement(string NoticeNo, LocalDate RequestedOn, IReadOnlyList<Defect> Items, LocalDate? SuppliedOn);
