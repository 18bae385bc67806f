namespace EventStore.Certification;

/// <summary>What is wrong with a certificate, judged by the log as it stands.</summary>
public enum FaultKind
{
    /// <summary>The log has more events there than the reader was offered: skipped, or written behind it.</summary>
    Missed = 1,

    /// <summary>The reader was offered more than the log has there: one twice, or one that is gone.</summary>
    Surplus = 2,

    /// <summary>As many, but not the same: another id, or another order.</summary>
    Altered = 3,

    /// <summary>The reader stands beyond the end of the log.</summary>
    BeyondTheLog = 4,
}

/// <summary>Between two certificates of a reader the log does not lead from the first to the second.</summary>
/// <param name="After">Position of the last certificate that holds; the fault lies behind it.</param>
/// <param name="UpTo">Position of the certificate that does not follow.</param>
/// <param name="Offered">How many events the reader says it was offered there.</param>
/// <param name="InTheLog">How many the log has there.</param>
/// <param name="Sequence">The one event that explains it: missed, or offered twice; null where no single one does.</param>
public sealed record CertificateFault(FaultKind Kind, long After, long UpTo, long Offered, long InTheLog, long? Sequence)
{
    public override string ToString() => Kind switch
    {
        FaultKind.BeyondTheLog => $"stands at {UpTo}, and the log ends at {After}",
        FaultKind.Missed when Sequence is { } one => $"event {one} was not offered (between {After} and {UpTo})",
        FaultKind.Surplus when Sequence is { } one => $"event {one} was offered twice (between {After} and {UpTo})",
        FaultKind.Missed => $"{InTheLog - Offered} of {InTheLog} events behind {After}, up to {UpTo}, were not offered",
        FaultKind.Surplus => $"{Offered - InTheLog} events more than the {InTheLog} of the log behind {After}, up to {UpTo}, were offered",
        _ => $"of the {InTheLog} events behind {After}, up to {UpTo}, one has another id or stood elsewhere in the order",
    };
}

/// <summary>What the checker found of one reader.</summary>
/// <param name="Since">The certificate starts behind this position.</param>
/// <param name="Certificates">How many were compared, the newest included.</param>
public sealed record CertifiedReader(
    string Reader, long Since, long Position, long Offered, int Certificates, IReadOnlyList<CertificateFault> Faults);

/// <param name="LogEnd">Highest number in the log when it was looked at.</param>
public sealed record CertificationReport(long LogEnd, IReadOnlyList<CertifiedReader> Readers)
{
    public bool Holds => Readers.All(reader => reader.Faults.Count == 0);
}
