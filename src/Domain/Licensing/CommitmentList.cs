using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>Addresses at which an item may be granted on commitment, for a span of time; never a whole region.</summary>
/// <param name="InForceTo">Last day, inclusive.</param>
public sealed record CommitmentList(
    string TaskCode, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, IReadOnlyList<ListedAddress> Addresses,
    LegalBasis Basis, string Source)
{
    public static CommitmentList Of(CommitmentListProposed e) =>
        new(e.TaskCode, e.Edition, e.InForceFrom, e.InForceTo, e.Addresses, e.Basis, e.Source);

    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);

    /// <summary>The entry of a standardised address; null where it is not listed.</summary>
    public ListedAddress? Find(string addressSm3) => Addresses.FirstOrDefault(address => address.Sm3 == addressSm3);
}
