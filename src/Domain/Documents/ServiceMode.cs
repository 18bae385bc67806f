using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.Documents;

/// <summary>A way of service (送达方式) as dated data: what it needs, and when it works.</summary>
/// <remarks>No statute on licensing says how a paper is served; the rules of civil procedure are used by analogy.</remarks>
/// <param name="WorksAfterDays">Calendar days after the day of service; 0 where it works on that day.</param>
/// <param name="NeedsFailedAttempt">Only after another way was tried in vain.</param>
public sealed record ServiceMode(
    string Name, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, int WorksAfterDays, bool NeedsProof,
    bool NeedsAddress, bool NeedsWitnesses, bool NeedsFailedAttempt, LegalBasis Basis, string Source)
{
    static readonly LocalDate AsAmended = new(2022, 1, 1);

    /// <summary>The ways known today, under the Civil Procedure Law as renumbered by its amendment of 2021.</summary>
    public static IReadOnlyList<ServiceMode> All { get; } =
    [
        Of("electronic", "90", "by consent, through what shows that it was received; works when it arrives in the party's system") with
        {
            NeedsAddress = true, NeedsProof = false,
        },
        Of("post", "91", "the day on the return receipt"),
        Of("in-person", "87, 88", "the day that the party signs the acknowledgement of service"),
        Of("left", "89", "left where the party lives, before witnesses or on record, and so served") with { NeedsWitnesses = true },
        Of("public-notice", "95", "only where nothing else succeeds; served when thirty days have passed since publication") with
        {
            WorksAfterDays = 30, NeedsFailedAttempt = true,
        },
    ];

    public static ServiceMode? Find(string name, LocalDate on) =>
        All.FirstOrDefault(mode => mode.Name == name && mode.InForceFrom <= on && (mode.InForceTo is not { } last || on <= last));

    public static bool IsKnown(string name) => All.Any(mode => mode.Name == name);

    static ServiceMode Of(string name, string article, string source) =>
        new(name, $"{name}/1", AsAmended, null, WorksAfterDays: 0, NeedsProof: true, NeedsAddress: false, NeedsWitnesses: false,
            NeedsFailedAttempt: false, Laws.CivilProcedure(article), $"民事诉讼法 art {article}, by analogy: {source}");
}
