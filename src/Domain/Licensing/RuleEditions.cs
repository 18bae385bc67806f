using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.RuleEditionRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.RuleEditionEvent>;

namespace Domain.Licensing;

/// <summary>An operator enters an edition, already in the shape of its event.</summary>
public sealed record ProposeRuleEdition(Actor Actor, Instant At, RuleEditionEvent Proposal, IReadOnlyList<string> KnownSubjects);

/// <summary>Another operator lets it apply.</summary>
public sealed record ApproveRuleEdition(Actor Actor, Instant At, string Edition);

/// <summary>The editions of one dated rule: those that apply, oldest first, and the one that waits for a second person.</summary>
public sealed record RuleEditions(IReadOnlyList<RuleEditionEvent> Approved, RuleEditionEvent? Pending, IReadOnlySet<string> Names)
{
    public static RuleEditions Initial { get; } = new([], null, new HashSet<string>());

    /// <summary>Those that apply, the one to ask first in front: in force later before earlier, approved later before earlier.</summary>
    public IEnumerable<TEdition> InOrder<TEdition>()
        where TEdition : RuleEditionEvent, IRuleEdition =>
        Approved.OfType<TEdition>().Reverse().OrderByDescending(edition => edition.InForceFrom);
}

public static class RuleEditionRefusals
{
    public static readonly Refusal PublisherMustBeOperator = new(
        RefusalKind.NotAllowed, "rule-edition.publisher-must-be-operator", "只有运维人员可以发布规则版本。", Laws.Licensing("5"));

    public static readonly Refusal EditionMustBeWellFormed = new(
        RefusalKind.Malformed, "rule-edition.must-be-well-formed", "规则版本的内容不正确。", Laws.Licensing("5"));

    public static readonly Refusal EditionNameMustBeNew = new(
        RefusalKind.WrongState, "rule-edition.name-must-be-new", "该版本名称已用于其他内容。", Laws.Licensing("5"), Field: "edition");

    public static readonly Refusal EditionMustBeProposed = new(
        RefusalKind.WrongState, "rule-edition.must-be-proposed", "没有待复核的该规则版本。", Laws.Licensing("5"), Field: "edition");

    public static readonly Refusal ApproverMustBeAnother = new(
        RefusalKind.NotAllowed, "rule-edition.approver-must-be-another", "录入人员不得复核自己录入的规则版本。", Laws.Licensing("5"));
}

/// <summary>SP-18, TI-2: an edition is entered by one person and applied once another has approved it.</summary>
public static class RuleEditionDecider
{
    const int MostPeople = 1000;
    const int MostAddresses = 2000;
    const int MostTerms = 12;

    public static Answer Decide(ProposeRuleEdition command, RuleEditions state)
    {
        var proposal = (IRuleEdition)command.Proposal;
        if (command.Actor.Role != "operator") return Answer.Refuse(PublisherMustBeOperator);
        if (FaultOf(command) is var (field, detail)) return Answer.Refuse(EditionMustBeWellFormed with { Field = field, Detail = detail });
        if (IsKnown(proposal, command.Proposal, state)) return Answer.Nothing;

        return state.Names.Contains(proposal.Edition) ? Answer.Refuse(EditionNameMustBeNew) : Answer.Accept(command.Proposal);
    }

    public static Answer Decide(ApproveRuleEdition command, RuleEditions state)
    {
        if (command.Actor.Role != "operator") return Answer.Refuse(PublisherMustBeOperator);
        if (state.Approved.Any(known => ((IRuleEdition)known).Edition == command.Edition)) return Answer.Nothing;
        if (state.Pending is not IRuleEdition pending || pending.Edition != command.Edition) return Answer.Refuse(EditionMustBeProposed);

        return pending.ProposedBy == command.Actor.Person
            ? Answer.Refuse(ApproverMustBeAnother)
            : Answer.Accept(new RuleEditionApproved(command.Edition, command.Actor.Person, WorkCalendar.DayOf(command.At)));
    }

    public static RuleEditions Evolve(RuleEditions state, RuleEditionEvent @event) =>
        @event switch
        {
            // A later proposal takes the place of one that nobody approved.
            IRuleEdition proposed => state with
            {
                Pending = @event, Names = new HashSet<string>(state.Names) { proposed.Edition },
            },
            RuleEditionApproved when state.Pending is { } pending => state with
            {
                Approved = [.. state.Approved, pending], Pending = null,
            },
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow."),
        };

    static (string Field, string Detail)? FaultOf(ProposeRuleEdition command)
    {
        var edition = (IRuleEdition)command.Proposal;
        if (!Citations.IsEditionName(edition.Edition)) return ("edition", "letters, digits, blanks and - . / : only");
        if (edition.InForceFrom.Year is < 2000 or > 2100) return ("inForceFrom", "a day of 2000 to 2100");
        if (edition.InForceTo < edition.InForceFrom) return ("inForceTo", "not before inForceFrom");
        if (!Citations.IsLaw(edition.Basis.Law) || !Citations.IsArticle(edition.Basis.Article))
            return ("basis", "a law by its title or number, and an article");
        if (!Citations.IsDocument(edition.Source)) return ("source", "a document by its number, like 苏体规〔2026〕3号 or GB 19079.6-2013 7.2");

        return command.Proposal switch
        {
            StaffingMinimumProposed e when !command.KnownSubjects.Contains(e.Sport) =>
                ("sport", $"one of {string.Join(", ", command.KnownSubjects)}"),
            StaffingMinimumProposed { Instructors: < 1 or > MostPeople } => ("instructors", "1 or more: nothing is met by silence"),
            StaffingMinimumProposed { Rescuers: < 0 or > MostPeople } => ("rescuers", "0 or more"),
            CommitmentListProposed e when !command.KnownSubjects.Contains(e.TaskCode) => ("taskCode", "an item of this bureau"),
            CommitmentListProposed { Addresses.Count: 0 or > MostAddresses } => ("addresses", $"1 to {MostAddresses}"),
            CommitmentListProposed e when e.Addresses.DistinctBy(address => address.EntryId).Count() != e.Addresses.Count =>
                ("addresses", "each entry id once"),
            CommitmentListProposed e when e.Addresses.DistinctBy(address => address.Sm3).Count() != e.Addresses.Count =>
                ("addresses", "each address once"),
            TrainingRuleProposed e when !command.KnownSubjects.Contains(e.District) => ("district", "a district of this city"),
            TrainingRuleProposed { Organ: var organ } when organ.Length > 0 && !Citations.IsLaw(organ) =>
                ("organ", "a name in Chinese characters, or empty"),
            TrainingRuleProposed { DecisionWorkingDays: < 1 or > 60 } => ("decisionWorkingDays", "1 to 60"),
            TrainingRuleProposed { ExtensionWorkingDays: < 0 or > 30 } => ("extensionWorkingDays", "0 to 30"),
            TrainingRuleProposed { ValidityYears: < 1 or > 10 } => ("validityYears", "1 to 10"),
            TrainingRuleProposed { MinFloorAreaM2: <= 0m or > 100_000m } => ("minFloorAreaM2", "square metres, above 0"),
            TrainingRuleProposed { SchoolHours: { } hours } when hours.From >= hours.To => ("schoolHours", "from before to"),
            TrainingRuleProposed { SchoolHours.Terms.Count: 0 or > MostTerms } => ("schoolHours.terms", $"1 to {MostTerms}"),
            TrainingRuleProposed { SchoolHours: { } hours } when !FollowEachOther(hours.Terms) =>
                ("schoolHours.terms", "each from firstDay to lastDay, one after another"),
            TrainingRuleProposed { MinCapital: { } capital } when !capital.IsPayable() => ("minCapitalFen", "fen, above 0"),
            _ => null,
        };
    }

    static bool FollowEachOther(IReadOnlyList<SchoolTerm> terms) =>
        terms.All(term => term.FirstDay <= term.LastDay)
        && terms.Zip(terms.Skip(1)).All(pair => pair.First.LastDay < pair.Second.FirstDay);

    /// <summary>The same content under the same name, whoever sends it again.</summary>
    static bool IsKnown(IRuleEdition proposal, RuleEditionEvent content, RuleEditions state) =>
        state.Approved.Append(state.Pending).OfType<IRuleEdition>()
            .Any(known => known.Edition == proposal.Edition && SameContent((RuleEditionEvent)known, content));

    static bool SameContent(RuleEditionEvent known, RuleEditionEvent asked) =>
        (known, asked) switch
        {
            (StaffingMinimumProposed a, StaffingMinimumProposed b) =>
                a == b with { ProposedBy = a.ProposedBy, ProposedOn = a.ProposedOn },
            (TrainingRuleProposed a, TrainingRuleProposed b) =>
                a == b with { ProposedBy = a.ProposedBy, ProposedOn = a.ProposedOn },
            (CommitmentListProposed a, CommitmentListProposed b) =>
                a == b with { ProposedBy = a.ProposedBy, ProposedOn = a.ProposedOn, Addresses = a.Addresses }
                && a.Addresses.SequenceEqual(b.Addresses),
            _ => false,
        };
}
