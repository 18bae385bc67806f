using System.Text.Json.Serialization;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

// Stored for good in the streams staffing-minimum/{sport}, commitment-list/{task code} and training-rule/{district}.

public abstract record RuleEditionEvent { private protected RuleEditionEvent() { } }

/// <summary>What every published edition of a dated rule says beside its content.</summary>
public interface IRuleEdition
{
    string Edition { get; }

    LocalDate InForceFrom { get; }

    LocalDate? InForceTo { get; }

    LegalBasis Basis { get; }

    string Source { get; }

    PersonRef ProposedBy { get; }
}

/// <summary>How many qualified people a sport without a formula needs, as one operator entered it.</summary>
/// <param name="InForceTo">Last day, inclusive; null until another edition follows.</param>
/// <param name="Source">The document by its number, never prose.</param>
public sealed record StaffingMinimumProposed(
    string Sport, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, int Instructors, int Rescuers, LegalBasis Basis,
    string Source, PersonRef ProposedBy, LocalDate ProposedOn) : RuleEditionEvent, IRuleEdition;

/// <summary>Where commitment may stand in place of proof for an item (告知承诺), address by address.</summary>
public sealed record CommitmentListProposed(
    string TaskCode, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, IReadOnlyList<ListedAddress> Addresses,
    LegalBasis Basis, string Source, PersonRef ProposedBy, LocalDate ProposedOn) : RuleEditionEvent, IRuleEdition;

/// <param name="Sm3">Of the standardised address; the address itself stands in the published document.</param>
public sealed record ListedAddress(string EntryId, string Sm3);

/// <summary>What a district sets for training institutions, as one operator entered it.</summary>
/// <param name="District">Region code.</param>
/// <param name="Organ">Who approves, by name; empty for the region's own organ.</param>
/// <param name="MinFloorAreaM2">Null where the district sets none.</param>
/// <param name="MinCapital">Null where the district sets none.</param>
public sealed record TrainingRuleProposed(
    string District, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, string Organ, int DecisionWorkingDays,
    int ExtensionWorkingDays, int ValidityYears, decimal? MinFloorAreaM2, Money? MinCapital, LegalBasis Basis, string Source,
    PersonRef ProposedBy, LocalDate ProposedOn) : RuleEditionEvent, IRuleEdition
{
    /// <summary>When schools teach; null where the district has not said so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SchoolHours? SchoolHours { get; init; }
}

/// <summary>Hours in which schools teach (中小学教学时间): on the working days of their terms.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive: a class may begin in this minute.</param>
public sealed record SchoolHours(LocalTime From, LocalTime To, IReadOnlyList<SchoolTerm> Terms)
{
    /// <returns>False also where no calendar is published for the day: nothing is guessed.</returns>
    public bool Meet(LocalDate day, LocalTime start, LocalTime end, WorkCalendar calendar) =>
        start < To && From < end && Terms.Any(term => term.FirstDay <= day && day <= term.LastDay)
        && calendar.Covers(day) && calendar.KindOf(day) is DayKind.Workday or DayKind.MakeUpWorkday;

    public bool Equals(SchoolHours? other) => other is not null && (From, To) == (other.From, other.To) && Terms.SequenceEqual(other.Terms);

    public override int GetHashCode() => HashCode.Combine(From, To, Terms.Count);
}

/// <param name="LastDay">Inclusive.</param>
public sealed record SchoolTerm(LocalDate FirstDay, LocalDate LastDay);

/// <summary>A second person has compared the edition with its source: from now on it is applied.</summary>
public sealed record RuleEditionApproved(string Edition, PersonRef ApprovedBy, LocalDate ApprovedOn) : RuleEditionEvent;
