using System.Globalization;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using static Application.Documents.DocumentPlans;
using static Application.Documents.DocumentRule;
using static Application.Documents.PrintedWords;

namespace Application.Documents;

/// <summary>DOC-18: the papers of an institution's life, from its own stream; those of its cases are every licence's.</summary>
static class TrainingPapers
{
    static readonly LegalBasis Licensed = Laws.PrivateEducation("12");

    public static IReadOnlyList<DocumentRule> All { get; } =
    [
        For<InstitutionApproved>("licence", (source, e, _) => Licence(source, e.CaseNo, Licensed)),
        For<InstitutionApproved>("licence-copy", (source, e, kind) => Copy(source, kind, e.CaseNo)),
        For<InstitutionChanged>("change-decision", (source, e, kind) =>
            OfLicence(source, kind, null, e.CaseNo, e.ChangedOn, e.Basis, [])
                .With("changes", Changes(e.Changes, TrainingWords.ChangedField))),
        For<InstitutionChanged>("licence", (source, e, _) => Licence(source, e.CaseNo, Licensed)),
        For<InstitutionChanged>("licence-copy", (source, e, kind) => Copy(source, kind, e.CaseNo)),
        For<InstitutionRenewed>("renewal-decision", (source, e, kind) =>
            Renewed(OfLicence(source, kind, null, e.CaseNo, e.RenewedOn, e.Basis, []), e.Deemed)),
        For<InstitutionRenewed>("licence", (source, e, _) => Licence(source, e.CaseNo, Licensed)),
        For<InstitutionRenewed>("licence-copy", (source, e, kind) => Copy(source, kind, e.CaseNo)),
        For<InstitutionTerminated>("deregistration-decision", (source, e, kind) =>
            OfLicence(source, kind, null, e.CaseNo, e.TerminatedOn, e.Basis, []).With(
                ("endedOn", Day(e.TerminatedOn)), ("cause", "举办者申请终止办学"), ("moneyLeft", e.MoneyLeft.ToString()),
                ("expired", new Wording.Plain(null)))),
        For<InstitutionExpired>("deregistration-decision", (source, e, kind) =>
            OfLicence(source, kind, null, null, source.Day, e.Basis, []).With(
                ("endedOn", Day(e.ExpiredOn.PlusDays(1))), ("cause", Cause("term-expired")), ("moneyLeft", new Wording.Plain(null)),
                ("expired", "是"))),

        // Whoever stops by itself or cannot be found is told nothing by an order.
        For<InstitutionStopped>("stop-order", (source, e, kind) => e.Cause == "ordered"
            ? OfLicence(source, kind, null, null, e.StoppedOn, e.Basis, Remedies.Against(source.OfLicence.Organ)).With(
                ("stoppedOn", Day(e.StoppedOn)), ("reason", new Wording.Sealed(e.Statement)))
            : null),
    ];

    /// <summary>The copy (副本) has the original's number and version, and beside its face what was noted on the licence.</summary>
    static DocumentPlan Copy(DocumentSource source, string kind, string caseNo)
    {
        var (licence, life) = (source.OfLicence, source.Licence.Select(stored => stored.Data).ToList());
        return OfLicence(source, kind, $"{licence.No}-{licence.Certificate}-F", caseNo, source.Day, Licensed, [])
            .With("amendments", life.Select(Amendment).OfType<Dictionary<string, Wording>>())
            .With("inspections", life.OfType<YearlyInspected>().Select(e => Row(
                ("year", e.Year.ToString(CultureInfo.InvariantCulture)), ("outcome", TrainingWords.Inspection(e.Outcome)),
                ("day", Day(e.InspectedOn)))));
    }

    static Dictionary<string, Wording>? Amendment(object? happened) => happened switch
    {
        InstitutionChanged e => Row(
            ("version", Version(e.Version)), ("day", Day(e.ChangedOn)),
            ("what", "变更：" + string.Join('、', e.Changes.Select(TrainingWords.ChangedField).Distinct()))),
        InstitutionRenewed e => Row(
            ("version", Version(e.Version)), ("day", Day(e.RenewedOn)), ("what", $"延续：有效期至{Day(e.ValidTo)}")),
        _ => null,
    };

    static string Version(int number) => number.ToString("D3", CultureInfo.InvariantCulture);
}
