using Domain.Audit;
using Domain.Kernel;

namespace Domain.Tests.Contracts;

/// <summary>Acts that belong to no case, every field filled.</summary>
static class AuditSamples
{
    public static IReadOnlyList<object> All { get; } =
    [
        new CommandRefused(
            "claim.limit-reached", "ClaimVoucher", "voucher-wallet/P-1/p-0001", "SPC-1", "batch", new LegalBasis("预算法", "57"),
            "rule VCH-3, window 2026-W23"),
        new ReaderResumed("case_page:1", 123456),
    ];
}
