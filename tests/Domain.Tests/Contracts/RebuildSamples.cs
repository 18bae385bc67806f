using Domain.Identity;
using Domain.Kernel;
using Domain.Rebuilding;

namespace Domain.Tests.Contracts;

/// <summary>The events of a rebuild, every field filled.</summary>
static class RebuildSamples
{
    static readonly PersonRef Maker = new("p-0001");
    static readonly PersonRef Checker = new("p-0009");
    static readonly LegalBasis Basis = new("行政许可法", "10");

    public static IReadOnlyList<object> All { get; } =
    [
        new RebuildStarted("case_page:1", Maker, Basis),
        new RebuildApproved(123456, 1, 2, 34, Checker, Basis),
        new ReadModelSwapped(Checker, Basis),
        new ReadModelSwappedBack(Maker, Basis),
        new RebuildDropped(Maker, Basis),
    ];
}
