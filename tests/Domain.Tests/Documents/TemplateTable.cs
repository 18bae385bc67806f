using System.Text.RegularExpressions;
using Application.Documents;
using Application.SportPermits;
using Domain.Documents;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Documents;

/// <summary>specs/documents.md, DOC-1, DOC-2, DOC-5: the templates, and what fills them.</summary>
public sealed partial class TemplateTable
{
    public static TheoryData<string> Editions() => new(DocumentTemplates.All.Select(template => template.Edition));

    public static TheoryData<string> Kinds() => new(DocumentRule.All.Select(rule => rule.Kind).Distinct());

    [Theory]
    [MemberData(nameof(Editions))]
    public void a_template_has_an_edition_a_basis_a_source_and_a_seal(string edition)
    {
        var template = DocumentTemplates.All.Single(known => known.Edition == edition);

        Assert.StartsWith($"{template.Kind}/", edition, StringComparison.Ordinal);
        Assert.Matches("^[A-Z]{2,4}$", template.Letters);
        Assert.Contains("《", template.Basis, StringComparison.Ordinal);
        Assert.Contains("印章位置", template.Seal, StringComparison.Ordinal);
        Assert.NotEmpty(template.Source);
        Assert.Single(template.Parts, part => part.Sign);
    }

    /// <summary>Two editions of a kind never hold on the same day for the same licences.</summary>
    [Fact]
    public void a_day_has_one_edition_of_a_kind() =>
        Assert.All(DocumentTemplates.All.GroupBy(template => (template.Kind, template.Matter)), editions =>
        {
            for (var day = new LocalDate(2023, 1, 1); day.Year < 2032; day = day.PlusMonths(1))
                Assert.True(editions.Count(template => template.IsInForceOn(day)) <= 1);
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void every_rule_has_a_template(string kind)
    {
        Assert.NotNull(DocumentTemplates.Find(kind, Day(3, 2), SportPermitMatter.MatterName));
        Assert.NotNull(DocumentTemplates.Find(kind, Day(3, 2), TrainingMatter.MatterName));
    }

    [Theory]
    [InlineData("licence", SportPermitMatter.MatterName, "licence/1")]
    [InlineData("licence", TrainingMatter.MatterName, "licence/training-1")]
    [InlineData("refusal-decision", TrainingMatter.MatterName, "refusal-decision/1")]
    public void a_matters_own_words_come_before_those_for_all(string kind, string matter, string edition) =>
        Assert.Equal(edition, DocumentTemplates.Find(kind, Day(3, 2), matter)!.Edition);

    [Fact]
    public void letters_tell_kinds_apart() =>
        Assert.Equal(
            DocumentTemplates.All.Select(template => template.Kind).Distinct().Count(),
            DocumentTemplates.All.Select(template => template.Letters).Distinct().Count());

    /// <summary>Adverse papers name both remedies: 行政许可法 art 38.</summary>
    [Theory]
    [InlineData("refusal-decision")]
    [InlineData("non-acceptance")]
    [InlineData("withdrawal-decision")]
    [InlineData("annulment-decision")]
    [InlineData("revocation-notice")]
    [InlineData("stop-order")]
    public void an_adverse_paper_names_the_remedies(string kind)
    {
        var words = string.Concat(DocumentTemplates.All.Single(template => template.Kind == kind).Parts.Select(part => part.Text));

        Assert.Contains("六十日内向{reviewOrgan}申请行政复议", words, StringComparison.Ordinal);
        Assert.Contains("六个月内依法向{court}提起行政诉讼", words, StringComparison.Ordinal);
    }

    public static TheoryData<string> Histories() => new(Papers.Keys);

    /// <summary>Each document that a walk through the procedure gives rise to is filled without a gap.</summary>
    [Theory]
    [MemberData(nameof(Histories))]
    public void a_document_is_filled_from_its_event(string kind)
    {
        var (source, @event) = Papers[kind]();
        var rule = DocumentRule.Of(@event).Single(known => known.Kind == kind);
        var plan = Assert.IsType<DocumentPlan>(rule.Plan(source, @event));

        var sheet = SheetFilling.Fill(
            DocumentTemplates.Find(kind, plan.On, plan.Matter)!, "NO-1", At(plan.On), "姑苏区体育主管部门", plan.On, Shown(plan));

        Assert.Contains(sheet.Parts, part => part is SheetPart.Signature);
        Assert.DoesNotMatch(Placeholder(), string.Join('\n', sheet.Parts.OfType<SheetPart.Paragraph>().Select(part => part.Text)));
        Assert.Equal(("320508", Applicant), (plan.Organ, plan.Addressee));
    }

    [Fact]
    public void what_the_officer_wrote_to_an_item_is_printed_in_its_place()
    {
        var (source, @event) = Papers["correction-notice"]();
        var rows = DocumentRule.Of(@event).Single().Plan(source, @event)!.Lists["items"];

        Assert.Equal(new Wording.Sealed(Text(31)), Assert.Single(rows)["what"]);
        Assert.Equal(new Wording.Plain("M02 体育设施符合相关国家标准的说明性材料"), rows[0]["field"]);
    }

    static readonly string[] Columns = ["no", "condition", "have", "need", "basis"];

    [Fact]
    public void a_refusal_is_printed_in_chinese()
    {
        var (source, @event) = Papers["refusal-decision"]();
        var row = Assert.Single(DocumentRule.Of(@event).Single().Plan(source, @event)!.Lists["grounds"]);

        Assert.Equal(
            ["1", "本机关认定的条件", "不符合", "符合规定", "《体育法》第105条"],
            Columns.Select(name => ((Wording.Plain)row[name]).Text));
    }

    [Theory]
    [InlineData("行政许可法", "32(4)", "《行政许可法》第32条(4)")]
    [InlineData("GB 19079.1-2013", "7.2", "GB 19079.1-2013 第7.2条")]
    [InlineData("GB 19079.4-2025", "-", "GB 19079.4-2025")]
    [InlineData("体育法", "第一百零五条", "《体育法》第一百零五条")]
    [InlineData("课外体育培训行为规范", "-", "《课外体育培训行为规范》")]
    [InlineData("教监管厅函〔2022〕9号", "-", "教监管厅函〔2022〕9号")]
    public void laws_are_cited(string law, string article, string printed) =>
        Assert.Equal(printed, PrintedWords.Law(new Domain.Kernel.LegalBasis(law, article)));

    static readonly Dictionary<string, Func<(DocumentSource, LicensingCaseEvent)>> Papers = new()
    {
        ["application-receipt"] = () => Of<ApplicationReceived>(History()),
        ["acceptance-notice"] = () => Of<ApplicationAccepted>(History(Acceptance(Day(3, 4)))),
        ["correction-notice"] = () => Of<CorrectionRequested>(History(Notice(Day(3, 4), new AdditionalDefect("M02", Text(31)))), 1),
        ["non-acceptance"] = () => Of<ApplicationNotAccepted>(History(
            Notice(Day(3, 4), new AdditionalDefect("M02", Text(31))),
            new DeclineAcceptance(Clerk, At(Day(3, 20)), "not-corrected", "BSL-1", Text(33)))),
        ["refusal-decision"] = () => Of<PermitRefused>(History(
            [.. Reviewed, new RefusePermit(Approver, At(Day(3, 12)), "BY-1", [new RefusalGround("form.venue", "体育法", "105")], null)])),
        ["grant-decision"] = () => Of<PermitGranted>(History([.. Reviewed, GrantOn(Day(3, 12))])),
        ["extension-notice"] = () => Of<DecisionPeriodExtended>(ProceedingSamples.Accepted(
            new ExtendDecisionPeriod(Approver, At(Day(9, 30)), Text(70)))),
        ["pause-notice"] = () => Of<SpecialProcedureOpened>(
            ProceedingSamples.Accepted(ProceedingSamples.Expert(Day(9, 21), Day(9, 22), Day(9, 25)))),
        ["remedy-notice"] = () => Of<SupplementRequested>(ProceedingSamples.Special(ProceedingSamples.Wanting(Day(3, 9))), 1),
        ["hearing-right-notice"] = () => Of<HearingRightTold>(ProceedingSamples.Special(ProceedingSamples.Telling(Day(3, 9)))),
        ["hearing-notice"] = () => Of<HearingAnnounced>(ProceedingSamples.Special(
            ProceedingSamples.Ordering(Day(3, 9)), ProceedingSamples.Announcing(Day(3, 9), Day(3, 20)))),
    };

    /// <param name="after">Events of the same act that follow.</param>
    static (DocumentSource, LicensingCaseEvent) Of<TEvent>(LicensingCaseEvent[] history, int after = 0)
        where TEvent : LicensingCaseEvent
    {
        var place = Array.FindLastIndex(history, e => e is TEvent);
        var stored = history.Take(place + 1 + after).Select((e, index) => Stored(e, index, "sport-permit-case/SPC-1")).ToList();
        var permit = history.OfType<PermitGranted>().FirstOrDefault() is { } granted
            ? [Stored(SportPermitDecider.Open("SPC-1", Spec.Fold(history), granted, Rules), 0, "sport-permit/SUZ-2026-1")]
            : Array.Empty<StoredEvent>();
        return (new DocumentSource(stored[place], new CaseSnapshot("SPC-1", stored), permit), history[place]);
    }

    static StoredEvent Stored(object data, int index, string stream) =>
        new(index + 1, Guid.Empty, stream, index + 1, EventTypes.AliasOf(data.GetType()), data, "{}", At(Day(3, 12)), null, null, null,
            new Dictionary<string, string>());

    /// <summary>As if the vault had opened everything.</summary>
    static SheetValues Shown(DocumentPlan plan) => new(
        plan.Words.ToDictionary(word => word.Key, word => word.Value is Wording.Plain plain ? plain.Text : "某"),
        plan.Lists.ToDictionary(list => list.Key, list => (IReadOnlyList<IReadOnlyDictionary<string, string>>)
            [.. list.Value.Select(row => row.ToDictionary(cell => cell.Key, _ => "某"))]));

    [GeneratedRegex(@"\{|\}|SPC-SPC")]
    private static partial Regex Placeholder();
}
