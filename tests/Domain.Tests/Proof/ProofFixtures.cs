using Domain.Proof;
using NodaTime;

namespace Domain.Tests.Proof;

static class ProofFixtures
{
    public static readonly LocalDate Granted = new(2026, 2, 25);

    public static PermitProof Swim { get; } = new(
        "320509-2026-0001", "11100000MB0T1E2X3A001", "11320509MB0T3E5A5Y", 1, "320509", "320509", ["SWIM"], 6, 1, null, Granted,
        new LocalDate(2031, 2, 24), Instant.FromUtc(2026, 2, 25, 1, 0, 7), "ABCDEFGH2345");

    public static byte[] Signature { get; } = [.. Enumerable.Range(1, 64).Select(n => (byte)(n * 37 % 256))];

    public static bool SameAs(this PermitProof one, PermitProof other) =>
        one with { Sports = [] } == other with { Sports = [] } && one.Sports.SequenceEqual(other.Sports);
}
