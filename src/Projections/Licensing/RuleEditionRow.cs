using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Licensing;

/// <summary>An edition of a dated rule: what it says, who entered it, and who let it apply.</summary>
/// <param name="Kind">staffing-minimum, commitment-list or training-rule.</param>
/// <param name="Subject">The sport, or the task code of the item.</param>
/// <param name="ApprovedOn">Null while it waits for a second person and is not applied.</param>
public sealed record RuleEditionRow(
    string Kind,
    string Subject,
    string Edition,
    LocalDate InForceFrom,
    LocalDate? InForceTo,
    int? Instructors,
    int? Rescuers,
    IReadOnlyList<ListedAddress>? Addresses,
    LegalBasis Basis,
    string Source,
    PersonRef ProposedBy,
    LocalDate ProposedOn,
    PersonRef? ApprovedBy,
    LocalDate? ApprovedOn)
{
    /// <summary>What a district sets for training institutions; null for every other kind.</summary>
    public TrainingRuleProposed? Training { get; init; }
}

public sealed class RuleEditionProjection : Projection<RuleEditionRow>
{
    public override Table<RuleEditionRow> Table { get; } = new()
    {
        Name = "rule_edition",
        Version = 1,
        Columns = new Columns<RuleEditionRow>()
            .Text("kind", row => row.Kind, required: true)
            .Text("subject", row => row.Subject, required: true),
        Indexes = ["(kind, subject, key)"],
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        type is "staffing_minimum_proposed" or "commitment_list_proposed" or "training_rule_proposed" or "rule_edition_approved"
            ? Need.Event
            : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data switch
        {
            IRuleEdition e => [$"{stored.Stream}/{e.Edition}"],
            RuleEditionApproved e => [$"{stored.Stream}/{e.Edition}"],
            _ => [],
        };

    public override RuleEditionRow? Evolve(string key, RuleEditionRow? row, StoredEvent stored) =>
        stored.Data switch
        {
            StaffingMinimumProposed e => new(
                "staffing-minimum", e.Sport, e.Edition, e.InForceFrom, e.InForceTo, e.Instructors, e.Rescuers, null, e.Basis, e.Source,
                e.ProposedBy, e.ProposedOn, null, null),
            CommitmentListProposed e => new(
                "commitment-list", e.TaskCode, e.Edition, e.InForceFrom, e.InForceTo, null, null, e.Addresses, e.Basis, e.Source,
                e.ProposedBy, e.ProposedOn, null, null),
            TrainingRuleProposed e => new(
                "training-rule", e.District, e.Edition, e.InForceFrom, e.InForceTo, null, null, null, e.Basis, e.Source, e.ProposedBy,
                e.ProposedOn, null, null) { Training = e },
            RuleEditionApproved e => row! with { ApprovedBy = e.ApprovedBy, ApprovedOn = e.ApprovedOn },
            _ => row,
        };
}
