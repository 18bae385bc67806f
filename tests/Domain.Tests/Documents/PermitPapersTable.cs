using Application.Documents;
using Domain.Documents;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.Contracts;
using EventStore;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Documents;

/// <summary>specs/documents.md, DOC-1: the papers of a permit's life, from the permit's own stream.</summary>
public sealed class PermitPapersTable
{
    static readonly PermitOpened Opened = EventSamples.All.OfType<PermitOpened>().Single();

    /// <summary>Each event with the kinds of its papers, the number of the first, and words that must stand in it.</summary>
    public static TheoryData<Type, string[], string?, string> Papers => new()
    {
        { typeof(PermitChanged), ["change-decision", "licence"], null, "证书版本002" },
        { typeof(PermitRenewed), ["renewal-decision", "licence"], null, "视为准予延续，换发许可证（证书版本003）" },
        { typeof(PermitReplaced), ["replacement-decision", "licence"], null, "证书版本004" },
        { typeof(PermitWithdrawn), ["withdrawal-decision"], "320508-CH-1", "给予补偿" },
        { typeof(PermitAnnulled), ["annulment-decision"], "320508-CX-1", "在2029年3月1日前，被许可人不得再次申请" },
        { typeof(PermitRevoked), ["revocation-notice"], null, "行政处罚决定书（苏体罚〔2026〕3号）" },
        { typeof(PermitDeregistered), ["deregistration-decision"], null, "因被许可人申请注销" },
    };

    [Theory]
    [MemberData(nameof(Papers))]
    public void a_paper_is_filled_from_what_happened_to_the_permit(Type type, string[] kinds, string? number, string words)
    {
        var happened = PermitLifeSamples.All.Single(sample => sample.GetType() == type);
        var source = SourceOf(happened);
        var plans = DocumentRule.Of(happened).Select(rule => rule.Plan(source, happened)!).ToList();

        Assert.Equal(kinds, plans.Select(plan => plan.Kind));
        Assert.Equal(number, plans[0].Number);
        Assert.All(plans, plan => Assert.Equal("SUZ-2026-1", plan.PermitNo));
        Assert.Contains(words, string.Join('\n', plans.SelectMany(TextOf)), StringComparison.Ordinal);
    }

    /// <summary>Each version has a number of its own, and the terms and names of its day.</summary>
    [Fact]
    public void a_renewed_licence_has_the_new_term_and_the_next_version()
    {
        var renewed = PermitLifeSamples.All.OfType<PermitRenewed>().Single();
        var licence = DocumentRule.Of(renewed).Last().Plan(SourceOf(renewed), renewed)!;

        Assert.Equal("SUZ-2026-1-003", licence.Number);
        Assert.Equal(new Wording.Plain("2036年3月15日"), licence.Words["validTo"]);
        Assert.Equal(new Wording.Plain("游泳、攀岩"), licence.Words["sports"]);
        Assert.Equal(new Wording.Plain("7名"), licence.Words["rescuers"]);
    }

    /// <summary>A decided renewal is not printed as one of silence.</summary>
    [Fact]
    public void a_decided_renewal_says_so()
    {
        var renewed = PermitLifeSamples.All.OfType<PermitRenewed>().Single() with { Deemed = false };
        var text = string.Join('\n', TextOf(DocumentRule.Of(renewed).First().Plan(SourceOf(renewed), renewed)!));

        Assert.Contains("经审查，符合法定条件", text, StringComparison.Ordinal);
        Assert.DoesNotContain("视为", text, StringComparison.Ordinal);
    }

    static DocumentSource SourceOf(object happened)
    {
        var stored = Stored(happened, 2);
        return new DocumentSource(stored, null, [Stored(Opened, 1), stored]);
    }

    static IEnumerable<string> TextOf(DocumentPlan plan) =>
        SheetFilling.Fill(
            DocumentTemplates.Find(plan.Kind, plan.On, plan.Matter)!, "NO-1", At(Day(3, 2)), "姑苏区体育主管部门", plan.On,
            new SheetValues(
                plan.Words.ToDictionary(word => word.Key, word => word.Value is Wording.Plain plain ? plain.Text : "某"),
                plan.Lists.ToDictionary(list => list.Key, list => (IReadOnlyList<IReadOnlyDictionary<string, string>>)
                    [.. list.Value.Select(row => row.ToDictionary(cell => cell.Key, _ => "某"))])))
            .Parts.OfType<SheetPart.Paragraph>().Select(part => part.Text);

    static StoredEvent Stored(object data, int version) =>
        new(version, Guid.Empty, "sport-permit/SUZ-2026-1", version, EventTypes.AliasOf(data.GetType()), data, "{}", At(Day(3, 2)), null,
            null, null, new Dictionary<string, string>());
}
