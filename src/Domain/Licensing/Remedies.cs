
namespace Domain.Licensing;

/// <summary>LIC-16: every adverse decision names reconsideration and suit (行政许可法 art 38).</summary>
public static class Remedies
{
    public static IReadOnlyList<Remedy> Against(string organ) =>
    [
        new("administrative-review", Regions.InForce(organ)?.ReviewOrgan ?? "本级人民政府", "60 calendar days",
            Laws.Reconsideration("20")),
        new("administrative-suit", "有管辖权的人民法院", "6 months", Laws.Litigation("46")),
    ];
}
