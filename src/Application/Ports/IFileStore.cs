using Domain.Identity;

namespace Application.Ports;

/// <summary>Materials and photos: encrypted in chunks, referenced by an event only when complete and verified.</summary>
public interface IFileStore
{
    /// <summary>Stores the bytes chunk by chunk, each committed; the file counts only once <see cref="StoredFile"/> is returned.</summary>
    Task<StoredFile> StoreAsync(FileId id, PersonRef subject, string district, Stream content, CancellationToken cancellation);

    /// <summary>Opens a complete file, logged like a vault read; null if there is none or its key is gone.</summary>
    Task<Stream?> OpenAsync(FileId id, ReadPurpose purpose, CancellationToken cancellation);
}

/// <param name="Sm3">Hex, lower case, of the plain bytes.</param>
/// <param name="MediaType">Judged by content: application/pdf, image/jpeg, image/png, application/ofd; null if it is none of these.</param>
public sealed record StoredFile(FileId Id, long Size, string Sm3, string? MediaType);
