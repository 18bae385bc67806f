using Application.Licensing;
using Application.SportPermits;
using Domain.Kernel;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>Runs a command on an institution through the store.</summary>
public sealed class InstitutionCommands(StreamCommands streams, CaseCommands cases, RuleBook book)
{
    /// <returns>The institution as it stands in the log, or null if there is none.</returns>
    public Task<InstitutionSnapshot?> FindAsync(string institutionNo, CancellationToken cancellation) =>
        cases.FindInstitutionAsync(institutionNo, cancellation);

    /// <param name="expectedVersion">The version the caller last saw; null where the command depends on none.</param>
    public async Task<CommandResult> RunAsync(
        string institutionNo, CommandId id, InstitutionCommand command, long? expectedVersion, IReadOnlyList<CompanionRow> companions,
        CancellationToken cancellation)
    {
        var standards = (await book.CurrentAsync(cancellation)).Training;
        return await streams.RunAsync(
            new StreamOrder<Institution, InstitutionEvent>(
                id, InstitutionStreams.Of(institutionNo), InstitutionStreams.Type, command.GetType().Name, command.Actor, command.At)
            {
                Initial = Institution.Initial,
                Evolve = InstitutionDecider.Evolve,
                Decide = state => InstitutionDecider.Decide(command, state, standards),
                ExpectedVersion = expectedVersion,
                Companions = companions,
            },
            cancellation);
    }
}
