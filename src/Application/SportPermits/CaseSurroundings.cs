using Application.TrainingInstitutions;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.SportPermits;

/// <summary>The streams beside a case that its decisions rest on or change: a licence, and a party's bars.</summary>
/// <param name="Matter">Of the case's item: whose licence it is about.</param>
public sealed record CaseSurroundings(string Matter, string? PermitNo, PersonRef? Party)
{
    public const string PermitType = "sport_permit";
    public const string BarType = "re_application_bar";

    public static string PermitStream(string permitNo) => $"sport-permit/{permitNo}";

    public static string BarStream(PersonRef party) => $"re-application-bar/{party.Value}";

    /// <summary>Where the licence with this number stands in the log.</summary>
    public static string LicenceStream(string matter, string no) =>
        matter == TrainingMatter.MatterName ? InstitutionStreams.Of(no) : PermitStream(no);

    bool IsTraining => Matter == TrainingMatter.MatterName;

    /// <summary>A party's bars are asked for when it applies or corrects, and added to when its papers prove false.</summary>
    /// <param name="file">The case as it is; null when it is received.</param>
    public static CaseSurroundings Of(LicensingCaseCommand command, CaseDossier? file) => command switch
    {
        ReceiveApplication receive => new(
            ServiceItems.All.FirstOrDefault(item => item.TaskCode == receive.TaskCode)?.Matter ?? SportPermitMatter.MatterName,
            receive.Request?.PermitNo, receive.Applicant),
        SubmitCorrection => new(MatterOf(file), file?.Request?.PermitNo, file?.Applicant),
        RefusePermit { FalseMaterials.Count: > 0 } => new(MatterOf(file), file?.Request?.PermitNo, file?.Applicant),
        _ => new(MatterOf(file), file?.Request?.PermitNo, null),
    };

    static string MatterOf(CaseDossier? file) =>
        file is null ? SportPermitMatter.MatterName : ServiceItems.Get(file.Item).Matter;

    public IReadOnlyList<StreamDeclaration> Streams =>
    [
        .. PermitNo is not null ? [new StreamDeclaration(OwnLicence, LicenceType, Read: true)] : Array.Empty<StreamDeclaration>(),
        .. Party is { } party ? [new StreamDeclaration(BarStream(party), BarType, Read: true)] : Array.Empty<StreamDeclaration>(),
    ];

    string OwnLicence => LicenceStream(Matter, PermitNo!);

    string LicenceType => IsTraining ? InstitutionStreams.Type : PermitType;

    /// <summary>The rules with what stands in these streams under the lock.</summary>
    public CaseRules Complete(CaseRules rules, DecisionContext context) => rules with
    {
        Licence = PermitNo is null ? rules.Licence : IsTraining ? InstitutionUnder(context).Standing : PermitUnder(context).Standing,
        Bars = Party is { } party
            ? [.. context.Histories[BarStream(party)].OfType<ReApplicationBarred>()]
            : rules.Bars,
    };

    /// <summary>The permit as it stands under the lock.</summary>
    SportPermit PermitUnder(DecisionContext context) =>
        PermitNo is not null ? PermitSnapshot.Fold(context.Histories[OwnLicence]) : SportPermit.Initial;

    /// <summary>The institution as it stands under the lock.</summary>
    Institution InstitutionUnder(DecisionContext context) =>
        PermitNo is not null ? InstitutionStreams.Fold(context.Histories[OwnLicence]) : Institution.Initial;

    /// <summary>All that is written in one transaction: the case, the licence it opens or alters, the bar that follows.</summary>
    public IReadOnlyList<StreamAppend> Appends(
        string caseNo, LicensingCase before, IReadOnlyList<LicensingCaseEvent> events, DecisionContext context, CaseRules rules)
    {
        if (events.Count == 0) return [];

        var after = events.Aggregate(before, LicensingCaseDecider.Evolve);
        var appends = new List<StreamAppend> { new(CaseCommands.StreamOf(caseNo), CaseStreams.TypeOf(caseNo), [.. events]) };
        if (PermitNo is not null)
        {
            IReadOnlyList<object> follow = IsTraining
                ? InstitutionDecider.Follow(caseNo, after, events, InstitutionUnder(context), TrainingOf(rules))
                : SportPermitDecider.Follow(caseNo, after, events, PermitUnder(context), rules);
            if (follow.Count > 0) appends.Add(new StreamAppend(OwnLicence, LicenceType, [.. follow]));
        }
        else
        {
            appends.AddRange(events.OfType<PermitGranted>().Select(granted => Opened(caseNo, after, granted, rules)));
        }

        appends.AddRange(events.OfType<PermitRefused>()
            .Select(refused => ReApplicationBars.After(CaseCommands.StreamOf(caseNo), after.Dossier!, refused))
            .OfType<ReApplicationBarred>()
            .Select(bar => new StreamAppend(BarStream(bar.Party), BarType, [bar])));
        return appends;
    }

    StreamAppend Opened(string caseNo, LicensingCase after, PermitGranted granted, CaseRules rules) =>
        new(LicenceStream(Matter, granted.PermitNo), LicenceType,
            [
                IsTraining
                    ? InstitutionDecider.Open(caseNo, after, granted, TrainingOf(rules).Standards)
                    : SportPermitDecider.Open(caseNo, after, granted, rules),
            ]);

    static TrainingMatter TrainingOf(CaseRules rules) => rules.Matters.OfType<TrainingMatter>().Single();
}
