using System.Security.Cryptography;
using Application.Officers;
using Application.Ports;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using Domain.PersonalData;
using EventStore;
using Npgsql;

namespace Application.PersonalData;

/// <summary>For how long backups of the key store are kept, and for how long archives are.</summary>
public sealed record PersonalDataSettings(int KeyBackupDays, RetentionRules Retention);

/// <summary>Runs the requests that a person has by law; the vault learns of each in the transaction of its event.</summary>
public sealed class DataSubjectCommands(
    StreamCommands streams, IEventStore store, IPersonRecords records, IInvolvements involvements, OfficerDirectory directory,
    PersonalDataSettings settings)
{
    /// <summary>Raised by the vault when something was sealed between the look and the erasure.</summary>
    const string SealedMeanwhile = "57R02";

    const int Attempts = 5;

    static readonly Refusal ReadModelsMustHaveSeenAll = new(RefusalKind.NotReady, "read-model.behind", "数据正在更新，请稍后重试。");

    public static string StreamOf(PersonRef person) => $"data-subject/{person.Value}";

    public async Task<(DataSubject State, long Version)> FindAsync(PersonRef person, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(StreamOf(person), StreamLimit.None, cancellation);
        var state = events.Select(stored => stored.Data).OfType<DataSubjectEvent>()
            .Aggregate(DataSubject.Initial, DataSubjectDecider.Evolve);
        return (state, events.Count == 0 ? 0 : events[^1].Version);
    }

    public Task<PersonHoldings> HoldingsAsync(PersonRef person, CancellationToken cancellation) =>
        records.FindAsync(person, cancellation);

    /// <param name="companions">Rows that travel along; a restriction's own are added.</param>
    public async Task<CommandResult> RunAsync(
        PersonRef person, CommandId id, DataSubjectCommand command, IReadOnlyList<CompanionRow> companions,
        CancellationToken cancellation)
    {
        List<CompanionRow> rows = [.. companions];
        var (state, version) = await FindAsync(person, cancellation);
        var foreseen = (DataSubjectDecider.Decide(command, state) as Answer<DataSubjectEvent>.Accepted)?.Events ?? [];
        rows.AddRange(RowsOf(person, state, foreseen, seen: 0));
        return await WriteAsync(person, id, command, rows, foreseen.Count == 0 ? null : version, cancellation);
    }

    /// <summary>Looks, decides, destroys; what comes in between is looked at again.</summary>
    public async Task<CommandResult> EraseAsync(
        PersonRef person, CommandId id, Func<PersonFacts, RetentionRules, int, string, ErasePerson> make, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var holdings = await records.FindAsync(person, cancellation);
            if (await involvements.OfAsync(person, cancellation) is not { } matters)
                return new CommandResult.Refused(ReadModelsMustHaveSeenAll, 0, false);

            var (state, version) = await FindAsync(person, cancellation);
            var facts = await FactsAsync(person, holdings, matters, cancellation);
            var command = make(facts, settings.Retention, settings.KeyBackupDays, NewNo());
            var foreseen = (DataSubjectDecider.Decide(command, state) as Answer<DataSubjectEvent>.Accepted)?.Events ?? [];
            try
            {
                var rows = RowsOf(person, state, foreseen, holdings.Seen);
                var result = await WriteAsync(person, id, command, rows, foreseen.Count == 0 ? null : version, cancellation);
                if (result is CommandResult.Stale && attempt < Attempts) continue;

                // Also for a repeat: whatever a crash left undone is done before anybody is told that it is.
                if (result is CommandResult.Done && (await FindAsync(person, cancellation)).State.Erased is { } erased)
                    await records.DestroyKeysAsync(person, erased.KeyVersion, cancellation);
                return result;
            }
            catch (PostgresException changed) when (changed.SqlState == SealedMeanwhile && attempt < Attempts)
            {
                continue;
            }
        }
    }

    async Task<PersonFacts> FactsAsync(
        PersonRef person, PersonHoldings holdings, IReadOnlyList<Involvement> matters, CancellationToken cancellation)
    {
        var holdsOffice = await directory.FindAsync(person, cancellation) is Officer.Enrolled { Disabled: false } officer
            && officer.Offices.Any(office => office.LastDay is null);
        return new PersonFacts(
            holdings.KeyVersion,
            [
                .. holdings.Texts.Where(text => text.Lives).GroupBy(text => text.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => new ErasedKind(kind.Key, kind.Count())),
            ],
            holdings.Files.Count(file => file.Lives), matters, holdsOffice);
    }

    async Task<CommandResult> WriteAsync(
        PersonRef person, CommandId id, DataSubjectCommand command, IReadOnlyList<CompanionRow> rows, long? expected,
        CancellationToken cancellation) =>
        await streams.RunAsync(
            new StreamOrder<DataSubject, DataSubjectEvent>(
                id, StreamOf(person), "data_subject", command.GetType().Name, command.Actor, command.At)
            {
                Initial = DataSubject.Initial,
                Evolve = DataSubjectDecider.Evolve,
                Decide = state => DataSubjectDecider.Decide(command, state),
                Companions = rows,
                ExpectedVersion = expected,
            },
            cancellation);

    /// <summary>What the vault has to know of the person after the events.</summary>
    static List<CompanionRow> RowsOf(PersonRef person, DataSubject before, IReadOnlyList<DataSubjectEvent> events, long seen)
    {
        var after = events.Aggregate(before, DataSubjectDecider.Evolve);
        List<CompanionRow> rows = [.. events.OfType<PersonErased>().Select(e => PersonRows.Erasure(person, e.KeyVersion, seen))];
        if (!after.Restrictions.SequenceEqual(before.Restrictions))
            rows.Add(PersonRows.Restriction(person, after.Restrictions.Count > 0, after.OpenFor));
        return rows;
    }

    static string NewNo() => $"SC-{RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 12)}";
}
