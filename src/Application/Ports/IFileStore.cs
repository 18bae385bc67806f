using Domain.Identity;
using EventStore;

namespace Application.Ports;

/// <summary>Materials and photos: encrypted in chunks, referenced by an event only when complete and verified.</summary>
public interface IFileStore
{
    /// <summary>Stores the bytes chunk by chunk, each committed; the file counts only once <see cref="StoredFile"/> is returned.</summary>
    /// <param name="mediaType">As its content was judged before.</param>
    /// <remarks>What was stored of a file that could not be finished is removed again.</remarks>
    Task<StoredFile> StoreAsync(
        FileId id, PersonRef subject, string district, string mediaType, Stream content, CancellationToken cancellation);

    /// <summary>Removes a file that no command came to hold; one that is held stays.</summary>
    Task DiscardAsync(FileId id, CancellationToken cancellation);

    /// <summary>Opens a complete file, logged like a vault read; null if there is none or its key is gone.</summary>
    Task<Stream?> OpenAsync(FileId id, ReadPurpose purpose, CancellationToken cancellation);
}

/// <param name="Sm3">Hex, lower case, of the plain bytes.</param>
public sealed record StoredFile(FileId Id, long Size, string Sm3);

/// <summary>The row that says which stream came to hold a file; it travels with the command that mentions the file.</summary>
/// <remarks>A file without one, and without an event that names it, is removed after seven days.</remarks>
public static class FileLink
{
    public static CompanionRow To(FileId file, string stream) =>
        new("files.links", [new("file", file.Value), new("stream", stream)]);
}
