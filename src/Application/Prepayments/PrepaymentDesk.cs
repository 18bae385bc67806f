using Application.Ports;
using Application.TrainingInstitutions;
using Domain.Identity;
using Domain.Kernel;
using Domain.Prepayments;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.Prepayments;

/// <summary>A trainee's account as the log has it.</summary>
public sealed record AccountSnapshot(string AccountNo, IReadOnlyList<StoredEvent> Events, PrepaymentAccount State)
{
    public ContractOffered First => (ContractOffered)Events[0].Data!;
}

/// <summary>Runs commands on trainees' accounts and on institutions' through the store.</summary>
public sealed class PrepaymentDesk(StreamCommands streams, IEventStore store, ISm3 sm3)
{
    public string AccountNoOf(string institution, PersonRef trainee) => PrepaymentStreams.AccountNoOf(sm3, institution, trainee);

    /// <returns>Null where there is none.</returns>
    public async Task<AccountSnapshot?> FindAsync(string accountNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(PrepaymentStreams.OfAccount(accountNo), StreamLimit.None, cancellation);
        return events.Count == 0
            ? null
            : new AccountSnapshot(
                accountNo, events,
                events.Select(stored => stored.Data).OfType<PrepaymentEvent>()
                    .Aggregate(PrepaymentAccount.Initial, PrepaymentDecider.Evolve));
    }

    /// <returns>The account of a contract, if there is such a contract.</returns>
    public async Task<AccountSnapshot?> FindByContractAsync(string contractNo, CancellationToken cancellation) =>
        PrepaymentStreams.AccountNoOf(contractNo) is { } accountNo
        && await FindAsync(accountNo, cancellation) is { } found && found.State.Find(contractNo) is not null
            ? found
            : null;

    public Task<CustodyAccount> CustodyAsync(string institution, CancellationToken cancellation) =>
        streams.FindAsync<CustodyAccount, CustodyEvent>(
            PrepaymentStreams.OfCustody(institution), CustodyAccount.Initial, CustodyDecider.Evolve, cancellation);

    public Task<CommandResult> RunAsync(
        string institution, CommandId id, CustodyCommand command, IReadOnlyList<CompanionRow> companions, CancellationToken cancellation)
    {
        var asks = command is OpenCustody;
        return streams.RunAsync(
            new StreamOrder<CustodyAccount, CustodyEvent>(
                id, PrepaymentStreams.OfCustody(institution), PrepaymentStreams.CustodyType, command.GetType().Name, command.Actor,
                command.At)
            {
                Initial = CustodyAccount.Initial,
                Evolve = CustodyDecider.Evolve,
                Decide = state => CustodyDecider.Decide(command, state, licence: null),
                AlsoStreams = asks ? [Licence(institution)] : [],
                DecideAmong = asks ? (state, context) => CustodyDecider.Decide(command, state, LicenceIn(context, institution)) : null,
                Companions = companions,
            },
            cancellation);
    }

    /// <param name="institution">Whose account is asked about a freeze, under the same lock.</param>
    /// <param name="causation">The event a policy answers to.</param>
    public Task<CommandResult> RunAsync(
        string accountNo, string institution, CommandId id, PrepaymentCommand command, IReadOnlyList<CompanionRow> companions,
        Guid? causation, CancellationToken cancellation)
    {
        var custody = PrepaymentStreams.OfCustody(institution);
        var asks = command is not (OperatorAnswered or RequestRefund or ConfirmRefund);
        var sells = command is OfferContract or SignContract;
        return streams.RunAsync(
            new StreamOrder<PrepaymentAccount, PrepaymentEvent>(
                id, PrepaymentStreams.OfAccount(accountNo), PrepaymentStreams.AccountType, command.GetType().Name, command.Actor,
                command.At)
            {
                Initial = PrepaymentAccount.Initial,
                Evolve = PrepaymentDecider.Evolve,
                Decide = state => Decide(state, CustodyAccount.Initial, null),
                AlsoStreams = asks
                    ?
                    [
                        new StreamDeclaration(custody, PrepaymentStreams.CustodyType, Read: true),
                        .. sells ? [Licence(institution)] : Nothing,
                    ]
                    : [],
                DecideAmong = asks
                    ? (state, context) => Decide(state, CustodyIn(context, custody), sells ? LicenceIn(context, institution) : null)
                    : null,
                Companions = companions,
                Causation = causation,
            },
            cancellation);

        Answer<PrepaymentEvent> Decide(PrepaymentAccount state, CustodyAccount held, SellerLicence? licence) =>
            PrepaymentDecider.Decide(command, state, new PrepaymentFacts(accountNo, held, licence));
    }

    static readonly StreamDeclaration[] Nothing = [];

    static StreamDeclaration Licence(string institution) =>
        new(InstitutionStreams.Of(institution), InstitutionStreams.Type, Read: true);

    static SellerLicence? LicenceIn(DecisionContext context, string institution) =>
        SellerLicence.Of(context.Histories.GetValueOrDefault(InstitutionStreams.Of(institution), []).OfType<InstitutionEvent>());

    static CustodyAccount CustodyIn(DecisionContext context, string custody) =>
        context.Histories.GetValueOrDefault(custody, [])
            .OfType<CustodyEvent>()
            .Aggregate(CustodyAccount.Initial, CustodyDecider.Evolve);
}
