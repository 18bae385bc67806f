using System.Text.RegularExpressions;
using Application.Documents;
using Application.SportPermits;
using Domain.Documents;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Tests.TrainingInstitutions;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.TrainingInstitutions.TrainingSamples;

namespace Domain.Tests.Documents;

/// <summary>specs/documents.md, DOC-18: the papers of an institution, by the rules and from the printer that serve permits.</summary>
public sealed partial class InstitutionPapersTable
{
    static readonly InstitutionFace Face = Approval().Face;

    static readonly InstitutionChanged Changed = new(
        "TIC-2", 2, Face with { TrainingFloorAreaM2 = 250m }, ["form.premises.address", "form.premises.trainingFloorAreaM2"], Day(6, 8),
        Laws.PrivateEducation("62(2)"));

    static readonly InstitutionRenewed Renewed = new(
        "TIC-3", 3, Deemed: true, Face, new LocalDate(2029, 3, 16), new LocalDate(2032, 3, 15), new LocalDate(2029, 3, 15), "r/1",
        Laws.Licensing("50"));

    static readonly InstitutionStopped Stopped = new("ordered", Day(7, 1), Approver.Person, Text(40), Laws.TrainingOpinions);

    public static TheoryData<string, string[], string?, string> Papers => new()
    {
        { "approved", ["licence", "licence-copy"], $"{InstitutionNo}-001", "正本应当悬挂在办学场所的显著位置" },
        { "changed", ["change-decision", "licence", "licence-copy"], null, "换发办学许可证正本、副本（证书版本002）" },
        { "renewed", ["renewal-decision", "licence", "licence-copy"], null, "视为准予延续，换发办学许可证正本、副本（证书版本003）" },
        { "terminated", ["deregistration-decision"], null, "预收费已全部退还，余额为0.00元。因举办者申请终止办学" },
        { "expired", ["deregistration-decision"], null, "因行政许可有效期届满未延续，本机关依据《行政许可法》第70条(1)的规定，自2029年3月16日" },
        { "stopped", ["stop-order"], null, "向姑苏区人民政府申请行政复议" },
    };

    static InstitutionEvent[] LifeTo(string what) => what switch
    {
        "approved" => [Approval()],
        "changed" => [Approval(), Changed],
        "renewed" => [Approval(), Changed, Renewed],
        "terminated" => [Approval(), new InstitutionTerminated("TIC-4", Day(8, 3), Money.Zero, Laws.Licensing("70(6)"))],
        "expired" => [Approval(), new InstitutionExpired(new LocalDate(2029, 3, 15), Laws.Licensing("70(1)"))],
        "stopped" => [Approval(), Stopped],
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    [Theory]
    [MemberData(nameof(Papers))]
    public void a_paper_is_filled_from_what_happened_to_the_institution(string what, string[] kinds, string? number, string words)
    {
        var plans = PlansOf(LifeTo(what));

        Assert.Equal(kinds, plans.Select(plan => plan.Kind));
        Assert.Equal(number, plans[0].Number);
        Assert.All(plans, plan => Assert.Equal((InstitutionNo, "320508", Applicant), (plan.PermitNo, plan.Organ, plan.Addressee)));
        var text = string.Join('\n', plans.SelectMany(TextOf));
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Gap(), text);
    }

    [Fact]
    public void original_and_copy_have_one_number_and_version_and_their_own_paper_numbers()
    {
        var plans = PlansOf(LifeTo("renewed"));

        Assert.Equal([null, $"{InstitutionNo}-003", $"{InstitutionNo}-003-F"], plans.Select(plan => plan.Number));
        Assert.All(plans, plan => Assert.Equal(new Wording.Plain("2029年3月16日"), plan.Words["validFrom"]));
        Assert.Equal(
            ["变更：办学地址（场所）、培训场地面积", "延续：有效期至2032年3月15日"],
            plans[2].Lists["amendments"].Select(row => ((Wording.Plain)row["what"]).Text));
    }

    [Fact]
    public void the_copy_says_what_parents_and_inspectors_look_for()
    {
        var registered = new CreditCodeRecorded("91320508MA1T2X3Y34", Day(3, 20), Laws.PrivateEducation("12"));
        var inspected = new YearlyInspected(2025, "passed", [], Day(5, 6), null, Laws.PrivateEducation("41"));
        var copy = PlansOf([Approval(), registered, inspected, Changed])[^1];

        Assert.Equal(
            ("银行托管", "250平方米", "91320508MA1T2X3Y34", "篮球", "民办非企业单位"),
            (Word(copy, "custody"), Word(copy, "floorArea"), Word(copy, "creditCode"), Word(copy, "sports"), Word(copy, "kind")));
        Assert.Equal("合格", ((Wording.Plain)Assert.Single(copy.Lists["inspections"])["outcome"]).Text);
    }

    [Theory]
    [InlineData("closed-down")]
    [InlineData("lost-contact")]
    public void who_stopped_by_itself_is_not_ordered_to(string cause) =>
        Assert.Empty(PlansOf([Approval(), Stopped with { Cause = cause }]));

    [Fact]
    public void the_decision_names_what_was_approved_and_what_comes_next()
    {
        var story = Story(
            TrainingSamples.Rules, TrainingSamples.Filing(), Acceptance(Day(3, 4)), SiteCheck(Day(3, 10)), ReviewOn(Day(3, 11)),
            GrantOn(Day(3, 16)) with { PermitNo = InstitutionNo });
        var stored = story.Select((e, index) => Stored(e, index + 1, "sport-permit-case/TIC-1")).ToList();
        var granted = stored.Last(one => one.Data is PermitGranted);
        var source = new DocumentSource(
            granted, new CaseSnapshot("TIC-1", stored), [Stored(Approval(), 1, $"training-institution/{InstitutionNo}")]);

        var plan = Assert.Single(DocumentRule.Of(granted.Data).Select(rule => rule.Plan(source, granted.Data!)))!;

        var text = string.Join('\n', TextOf(plan));
        Assert.Equal(("grant-decision", InstitutionNo, "TIC-1"), (plan.Kind, plan.PermitNo, plan.CaseNo));
        Assert.Contains("准予设立下列体育类校外培训机构", text, StringComparison.Ordinal);
        Assert.Contains("记载前不得列入白名单，不得预收费", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Gap(), text);
    }

    /// <summary>An applicant reads figures, not the words of a program.</summary>
    [Fact]
    public void the_grounds_of_a_refusal_are_printed_in_chinese()
    {
        var coach = Coach(1) with
        {
            Adult = false, BackgroundCheckedOn = Day(1, 5).PlusYears(-2), CertificateValidTo = Day(3, 1), FullTime = false,
        };
        var poor = TrainingSamples.Facts with
        {
            Premises = new PremisesFacts("320508", "lease", Day(3, 1), false, 100m), Staff = [coach], CustodyMode = null,
            DedicatedAccount = false, NationalContract = false, Charge = new ChargeFacts(91, null, 61, null, Money.Yuan(5001)),
            Classes =
            [
                Evening with { TraineesAtOnce = 36, End = new LocalTime(20, 31), Coaches = 1 },
                Evening with { Mode = "online", End = new LocalTime(21, 1), FloorAreaM2 = null }, Evening with { Start = null },
                Evening with { FloorAreaM2 = 150m },
            ],
        };
        var district = DistrictTrainingRule.Default with { MinFloorAreaM2 = 300m, MinCapital = Money.Yuan(100_000) };
        TrainingFacts[] cases =
        [
            poor,
            poor with { Classes = [], Charge = new ChargeFacts(null, 4, 60, null, Money.Yuan(1)), Capital = Money.Yuan(1) },
            poor with { Charge = new ChargeFacts(null, null, null, null, null), Staff = [coach with { BackgroundCheckedOn = null }] },
        ];
        List<UnmetCondition> unmet =
        [
            .. cases.SelectMany(facts => TrainingConditions.Assess(facts, [], TrainingStandard.National2022, district, Day(3, 16)).Unmet),
            .. (TrainingMatter.Published with { MoneyLeft = Money.Yuan(3), AccountOpen = true })
                .UnmetByLicence(new PermitRequestMade(
                    PermitRequests.Deregistration, InstitutionNo, [], null, ByHolder: true, SiteCheckRequired: false, Day(3, 16), null,
                    Laws.Licensing("70(6)"))),
        ];

        Assert.Equal(
            [
                "TI-10", "TI-11", "TI-12", "TI-13", "TI-15", "TI-16", "TI-17", "TI-2", "TI-3", "TI-30", "TI-4", "TI-5", "TI-6", "TI-7",
                "TI-9",
            ],
            unmet.Select(condition => condition.Rule).Distinct().Order(StringComparer.Ordinal));
        Assert.All(unmet, condition =>
        {
            Assert.DoesNotMatch(Latin(), ConditionWords.Name(condition));
            Assert.DoesNotMatch(Latin(), ConditionWords.Have(condition));
            Assert.DoesNotMatch(Latin(), ConditionWords.Need(condition));
        });
    }

    static string? Word(DocumentPlan plan, string name) => ((Wording.Plain)plan.Words[name]).Text;

    static List<DocumentPlan> PlansOf(InstitutionEvent[] life)
    {
        var stored = life.Select((e, index) => Stored(e, index + 1, $"training-institution/{InstitutionNo}")).ToList();
        var source = new DocumentSource(stored[^1], null, stored);
        return [.. DocumentRule.Of(life[^1]).Select(rule => rule.Plan(source, life[^1])).OfType<DocumentPlan>()];
    }

    static IEnumerable<string> TextOf(DocumentPlan plan) =>
        SheetFilling.Fill(
            DocumentTemplates.Find(plan.Kind, plan.On, plan.Matter)!, "NO-1", At(Day(3, 2)), "姑苏区体育主管部门", plan.On,
            new SheetValues(
                plan.Words.ToDictionary(word => word.Key, word => word.Value is Wording.Plain plain ? plain.Text : "某"),
                plan.Lists.ToDictionary(list => list.Key, list => (IReadOnlyList<IReadOnlyDictionary<string, string>>)
                    [.. list.Value.Select(row => row.ToDictionary(cell => cell.Key, _ => "某"))])))
            .Parts.OfType<SheetPart.Paragraph>().Select(part => part.Text);

    static StoredEvent Stored(object data, int version, string stream) =>
        new(version, Guid.Empty, stream, version, EventTypes.AliasOf(data.GetType()), data, "{}", At(Day(3, 16)), null, null, null,
            new Dictionary<string, string>());

    [GeneratedRegex(@"\{|\}|——")]
    private static partial Regex Gap();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();
}
