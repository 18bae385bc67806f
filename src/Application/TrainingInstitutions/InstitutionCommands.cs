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
    const string CreditCode = "institution-credit-code";
    const string Certificate = "staff-certificate";

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
            ? new CommandResult.Refused(await WhyHeldAsync(institutionNo, command, standards, held, cancellation), 0, false)
            : result;
    }

    /// <summary>TI-20, TI-22: whoever records a credit code or shows a certificate takes it first, however close two come.</summary>
    static IReadOnlyList<Guard> GuardsOf(string institutionNo, InstitutionCommand command) => command switch
    {
        RecordCreditCode { CreditCode: var text } when UnifiedSocialCreditCode.Check(text) is { IsValid: true, Value: { } code } =>
            [new Guard.Unique(CreditCode, code, institutionNo)],
        JoinStaff { Member: { Certificate: { } number, Person: var person } } =>
            [new Guard.Unique(Certificate, number.Value, person.Value)],
        RecordCertificate c => [new Guard.Unique(Certificate, c.Certificate.Value, c.Person.Value)],
        _ => [],
    };

    /// <summary>What the institution itself would refuse is said before what another has.</summary>
    async Task<Refusal> WhyHeldAsync(
        string institutionNo, InstitutionCommand command, TrainingStandards standards, CommandResult.Held held,
        CancellationToken cancellation)
    {
        var state = (await FindAsync(institutionNo, cancellation))?.State ?? Institution.Initial;
        return InstitutionDecider.Decide(command, state, standards) is Answer<InstitutionEvent>.Refused { Refusal: var own } ? own
            : held.Guard == CreditCode
                ? InstitutionRefusals.CreditCodeMustBeItsOwn with { Detail = $"Recorded of institution {held.Holder}." }
                : InstitutionRefusals.CertificateMustBelongToOne with { Detail = "Shown by somebody else at another institution." };
    }
}
