using Application.Licensing;
using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>Runs a command on an institution through the store.</summary>
public sealed class InstitutionCommands(StreamCommands streams, CaseCommands cases, RuleBook book, WorkCalendars calendars)
{
    /// <returns>The institution as it stands in the log, or null if there is none.</returns>
    public Task<InstitutionSnapshot?> FindAsync(string institutionNo, CancellationToken cancellation) =>
        cases.FindInstitutionAsync(institutionNo, cancellation);

    /// <param name="expectedVersion">The version the caller last saw; null where the command depends on none.</param>
    public async Task<CommandResult> RunAsync(
        string institutionNo, CommandId id, InstitutionCommand command, long? expectedVersion, IReadOnlyList<CompanionRow> companions,
        CancellationToken cancellation)
    {
        var standards = (await book.CurrentAsync(cancellation)).Training with { Calendar = await calendars.CurrentAsync(cancellation) };
        var result = await streams.RunAsync(
            new StreamOrder<Institution, InstitutionEvent>(
                id, InstitutionStreams.Of(institutionNo), InstitutionStreams.Type, command.GetType().Name, command.Actor, command.At)
            {
                Initial = Institution.Initial,
                Evolve = InstitutionDecider.Evolve,
                Decide = state => InstitutionDecider.Decide(command, state, standards),
                ExpectedVersion = expectedVersion,
                Companions = companions,
                Guards = GuardsOf(institutionNo, command),
            },
            cancellation);
        return result is CommandResult.Held held
            ? new CommandResult.Refused(await WhyNotItsOwnAsync(institutionNo, command, standards, held, cancellation), 0, false)
            : result;
    }

    /// <summary>TI-20: whoever records a credit code takes it first, so that no two have one, however close they come.</summary>
    static IReadOnlyList<Guard> GuardsOf(string institutionNo, InstitutionCommand command) =>
        command is RecordCreditCode { CreditCode: var text } && UnifiedSocialCreditCode.Check(text) is { IsValid: true, Value: { } code }
            ? [new Guard.Unique("institution-credit-code", code, institutionNo)]
            : [];

    /// <summary>What the institution itself would refuse is said before what another has.</summary>
    async Task<Refusal> WhyNotItsOwnAsync(
        string institutionNo, InstitutionCommand command, TrainingStandards standards, CommandResult.Held held,
        CancellationToken cancellation)
    {
        var state = (await FindAsync(institutionNo, cancellation))?.State ?? Institution.Initial;
        return InstitutionDecider.Decide(command, state, standards) is Answer<InstitutionEvent>.Refused { Refusal: var own }
            ? own
            : InstitutionRefusals.CreditCodeMustBeItsOwn with { Detail = $"Recorded of institution {held.Holder}." };
    }
}
