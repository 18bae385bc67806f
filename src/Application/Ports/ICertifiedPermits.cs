namespace Application.Ports;

/// <summary>What the read model knows of permits and their certificates.</summary>
public interface ICertifiedPermits
{
    /// <summary>Every line of a list as of one position of the log.</summary>
    Task<(IReadOnlyList<Domain.Proof.ListEntry> Entries, long Position)> EntriesAsync(CancellationToken cancellation);

    /// <summary>When the newest certificate was signed; null before the first.</summary>
    Task<NodaTime.Instant?> NewestCertificateAsync(CancellationToken cancellation);

    /// <summary>Permits whose newest certificate was signed with a key, after a number, in order.</summary>
    Task<(IReadOnlyList<string> PermitNos, long Position)> SignedWithAsync(
        string kid, string after, int limit, CancellationToken cancellation);
}
