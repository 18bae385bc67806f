namespace Application.Ports;

/// <summary>The lists as published; the text of a new one travels with the command that publishes it.</summary>
public interface IPublishedLists
{
    /// <summary>The newest list, or the one of a number; null where there is none.</summary>
    Task<PublishedList?> FindAsync(long? listNo, CancellationToken cancellation);

    /// <summary>The newest list without its text; null before the first.</summary>
    Task<ListHead?> HeadAsync(CancellationToken cancellation);
}

public sealed record PublishedList(long ListNo, string Text);

/// <param name="StampedAt">Time of its event; never before that of the list before.</param>
/// <param name="Sm3">Of what the list says apart from its number and times.</param>
public sealed record ListHead(
    long ListNo, NodaTime.Instant ThisUpdate, NodaTime.Instant NextUpdate, long Position, NodaTime.Instant StampedAt, string Sm3);
