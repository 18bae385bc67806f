using NodaTime;

namespace Domain.Licensing;

/// <summary>All that a decision on a case needs and that is not in the case: items, calendar, what each matter asks.</summary>
public sealed record CaseRules(WorkCalendar Calendar, IReadOnlyList<ServiceItem> Items, IReadOnlyList<IMatter> Matters)
{
    /// <summary>The licence that a request is about, as it stands under the lock of the decision; null where there is none.</summary>
    public LicenceStanding? Licence { get; init; }

    /// <summary>What is known of the applicant's bars when an application is received.</summary>
    public IReadOnlyList<ReApplicationBarred> Bars { get; init; } = [];

    /// <summary>Where commitment may stand in place of proof; nowhere unless a list was published.</summary>
    public IReadOnlyList<CommitmentList> CommitmentLists { get; init; } = [];

    public IMatter MatterOf(ServiceItem item) => Matters.Single(matter => matter.Name == item.Matter);

    public IMatter MatterOf(CaseDossier dossier) => MatterOf(EditionOf(dossier));

    /// <summary>The same with one matter's numbers replaced.</summary>
    public CaseRules With(IMatter matter) =>
        this with { Matters = [.. Matters.Where(known => known.Name != matter.Name), matter] };

    /// <summary>The list of an item in force on a day.</summary>
    public CommitmentList? FindCommitmentList(string taskCode, LocalDate on) =>
        CommitmentLists.FirstOrDefault(list => list.TaskCode == taskCode && list.IsInForceOn(on));

    /// <summary>The edition of an item in force on a day; null for a task code that nobody publishes.</summary>
    public ServiceItem? FindItem(string taskCode, LocalDate on) =>
        Items.FirstOrDefault(item => item.TaskCode == taskCode && item.IsInForceOn(on));

    /// <summary>The edition that a case was received under, as it stands for what was applied for.</summary>
    public ServiceItem ItemOf(CaseDossier dossier) =>
        RequestOf(dossier) is { } rule ? EditionOf(dossier).For(rule, dossier.Request!.Changes) : EditionOf(dossier);

    /// <summary>What the item's list says of the request; null in a first application.</summary>
    public RequestRule? RequestOf(CaseDossier dossier) =>
        dossier.Request is { } request ? EditionOf(dossier).RequestOf(request.Kind) : null;

    /// <summary>Whether the conditions of a grant are judged: always in a first application, else as the item's list says.</summary>
    public bool JudgesConditions(CaseDossier dossier) =>
        RequestOf(dossier) is not { } rule || rule.JudgesConditions(dossier.Request!.Changes);

    ServiceItem EditionOf(CaseDossier dossier)
    {
        var item = Items.Single(edition => edition.Edition == dossier.Item);
        return MatterOf(item).ItemIn(item, dossier.Organ, dossier.ReceivedOn);
    }
}
