using System.Globalization;
using Application;
using Application.Ports;
using Domain.Identity;
using EventStore;
using Infrastructure.Cryptography;

namespace Infrastructure.Vault;

/// <summary>Tells the log that somebody read what is kept of a person.</summary>
public interface IReadRecorder
{
    /// <summary>Durable when it returns; only then may the data leave.</summary>
    Task RecordAsync(
        ReadPurpose purpose, IReadOnlyCollection<(PersonRef Subject, string Kind)> read,
            CancellationToken cancellation);
}

/// <summary>An event in the stream of each person whose data was read, so that the audit trail and the person can see
/// it.</summary>
/// <remarks>
/// The public register shows what the law publishes: its readings stand in vault.access_log only, or anybody could
/// fill the log.
/// </remarks>
public sealed class EventReadRecorder(IEventStore store, IBusinessClock clock) : IReadRecorder
{
    public const string PublicRegister = "public-register";

    public async Task RecordAsync(
        ReadPurpose purpose, IReadOnlyCollection<(PersonRef Subject, string Kind)> read, CancellationToken cancellation)
    {
        if (read.Count == 0 || purpose.Purpose == PublicRegister) return;

        var id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var appends = read
            .GroupBy(item => item.Subject)
            .OrderBy(group => group.Key.Value, StringComparer.Ordinal)
            .Select(group => new StreamAppend(
                $"person/{group.Key.Value}", "person",
                [new PersonalDataRead(purpose.Purpose, purpose.CaseNo, [.. group.Select(item =>
                    item.Kind).Order(StringComparer.Ordinal)])]))
            .ToList();

        var now = await clock.NowAsync(cancellation);
        var result = await store.WriteAsync(WriteOf(purpose, appends, id, now), cancellation);

        // A development clock moved back hides no reading: the event is then as late as the stream's last.
        if (result is WriteResult.ClockBehind behind)
            result = await store.WriteAsync(WriteOf(purpose, appends, id, behind.LastEventAt), cancellation);
        if (result is not WriteResult.Committed)
        {
            throw new InvalidOperationException(
                $"A reading could not be recorded ({result.GetType().Name}); nothing is shown.");
        }
    }

    static Write<int> WriteOf(ReadPurpose purpose, List<StreamAppend> appends, string id, NodaTime.Instant at) => new()
    {
        Command = new CommandId("vault", id, Sm3.HashData(System.Text.Encoding.ASCII.GetBytes(id))),
        Stream = appends[0].Stream,
        StreamType = appends[0].StreamType,
        AlsoStreams = [.. appends.Skip(1).Select(append => new StreamDeclaration(append.Stream, append.StreamType))],
        Initial = 0,
        Evolve = (state, _) => state,
        Decide = (_, _) => new Decision.Accept(appends),
        Metadata = new EventMetadata(
            at, purpose.Reader.Person.Value, id, null, EventMetadataOf.HeadersOf(purpose.Reader, $"vault/{id}")),
    };
}
