using Application;
using Application.Effects;
using Application.Ports;
using Application.Prepayments;
using Domain.Effects;
using Domain.Identity;
using Domain.Licensing;
using Domain.Prepayments;
using EventStore;
using Infrastructure.Cryptography;
using NodaTime;
using TestKit;

namespace Infrastructure.Tests;

/// <summary>specs/prepayments.md, OPR-2 to OPR-6: what a call comes to, and what is asked before it is made again.</summary>
public sealed class OperatorLockCallsSpec : IAsyncLifetime
{
    static readonly Instant Now = WorkCalendar.StartOf(new LocalDate(2026, 3, 20));
    static readonly Actor Seller = new(new PersonRef("p-seller"), "applicant", "320500");
    static readonly Actor Parent = new(new PersonRef("p-parent"), "applicant", "320500");
    static readonly Actor Clerk = new(new PersonRef("p-clerk"), "clerk", "320509");
    static readonly DocumentId Payee = new(new Guid(1, 0, 0, new byte[8]));
    static readonly DocumentId Payer = new(new Guid(2, 0, 0, new byte[8]));
    static readonly OperatorReply Done = new(true, null, null);
    static readonly OperatorReply Silent = new(false, null, "timeout");

    readonly FakeOperator wallets = new();
    readonly WalletTexts vault = new();
    TestDatabase database = null!;
    PrepaymentDesk desk = null!;
    string accountNo = "";

    string ContractNo => $"{accountNo}-1";

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        var store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
        desk = new PrepaymentDesk(new StreamCommands(store), store, new Sm3());
        accountNo = desk.AccountNoOf("TI-1", new PersonRef("p-child"));
        await ApprovedInstitution.WriteAsync(store, "TI-1", "320509", Now);
        await desk.RunAsync(
            "TI-1", Key("open"),
            new OpenCustody(
                Clerk, Now, "TI-1", new PersonRef("p-ti"), "320509", "bank-custody", "ICBC", Payee, 0, Seller.Person,
                ApprovedInstitution.CreditCode, 46),
            [],
            CancellationToken.None);
        var day = WorkCalendar.DayOf(Now);
        var terms = new ContractTerms("SWIM", "C-1", day, day.PlusDays(30), 3, 45, 1_000);
        await RunAsync(new OfferContract(Seller, Now, new PersonRef("p-child"), Parent.Person, terms, Payee, 9, 38));
        await RunAsync(new SignContract(Parent, Now, ContractNo, Payer));
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task the_first_call_goes_out_at_once_with_wallets_read_on_record()
    {
        var outcome = await CallAsync("lock", 2, attempt: 1);

        Assert.Equal(EffectState.Delivered, outcome.State);
        Assert.Equal(["lock 0000000000000009 0000000000000001 1000"], wallets.Calls);
        Assert.Equal((OperatorLockCalls.Purpose, ContractNo), (vault.Asked!.Purpose, vault.Asked.CaseNo));
        Assert.IsType<PrepaidContract.Held>(await ContractAsync());
    }

    [Fact]
    public async Task without_an_answer_nothing_is_known_and_nothing_recorded()
    {
        wallets.Reply = Silent;

        Assert.Equal((EffectState.Unknown, "timeout"), StateOf(await CallAsync("lock", 2, attempt: 1)));
        Assert.IsType<PrepaidContract.Locking>(await ContractAsync());
    }

    [Fact]
    public async Task after_that_the_operator_is_asked_and_what_it_did_is_not_done_again()
    {
        wallets.Known = new LockFound(1_000, new Dictionary<Guid, (string, long)>());

        Assert.Equal(EffectState.Delivered, (await CallAsync("lock", 2, attempt: 2)).State);
        Assert.Equal(["ask"], wallets.Calls);
        Assert.IsType<PrepaidContract.Held>(await ContractAsync());
    }

    [Fact]
    public async Task what_it_does_not_know_goes_out_again_under_the_same_id()
    {
        wallets.Reply = Silent;
        await CallAsync("lock", 2, attempt: 1);
        wallets.Reply = Done;
        await CallAsync("lock", 2, attempt: 2);

        Assert.Equal(3, wallets.Calls.Count);
        Assert.Single(wallets.Ids.Distinct());
    }

    [Fact]
    public async Task an_operator_that_cannot_be_asked_is_not_called()
    {
        wallets.FindFault = "http-503";

        Assert.Equal((EffectState.Unknown, "http-503"), StateOf(await CallAsync("lock", 2, attempt: 2)));
        Assert.Equal(["ask"], wallets.Calls);
    }

    [Fact]
    public async Task a_lock_refused_for_good_ends_the_contract()
    {
        wallets.Reply = new OperatorReply(false, 422, null);

        var outcome = await CallAsync("lock", 2, attempt: 1);

        Assert.Equal((EffectState.Delivered, 422), (outcome.State, outcome.Answer!.Value));
        Assert.IsType<PrepaidContract.Void>(await ContractAsync());
    }

    [Fact]
    public async Task another_amount_than_ours_is_for_a_person_to_look_at()
    {
        wallets.Known = new LockFound(999, new Dictionary<Guid, (string, long)>());

        Assert.Equal((EffectState.Refused, "differs"), StateOf(await CallAsync("lock", 2, attempt: 2)));
        Assert.IsType<PrepaidContract.Locking>(await ContractAsync());
    }

    [Fact]
    public async Task a_refused_release_stays_on_its_way_until_somebody_has_looked()
    {
        await CallAsync("lock", 2, attempt: 1);
        await RunAsync(new RecordLesson(Seller, Now + Duration.FromHours(3), ContractNo, 1, Now, Now + Duration.FromMinutes(45), null));
        await RunAsync(new ConfirmLesson(Parent, Now + Duration.FromHours(3), ContractNo, 1));
        wallets.Reply = new OperatorReply(false, 422, null);

        var outcome = await CallAsync("release", 5, attempt: 1);

        Assert.Equal((EffectState.Refused, 422), (outcome.State, outcome.Answer!.Value));
        Assert.Equal(333, ((PrepaidContract.Held)(await ContractAsync())!).Sum(LessonStage.Releasing).Fen);

        wallets.Reply = Done;
        Assert.Equal(EffectState.Delivered, (await CallAsync("release", 5, attempt: 2)).State);
        Assert.Equal(333, ((PrepaidContract.Held)(await ContractAsync())!).Sum(LessonStage.Released).Fen);
    }

    static (EffectState, string?) StateOf(EffectOutcome outcome) => (outcome.State, outcome.Fault);

    static CommandId Key(string key) => new("test", key, new byte[32]);

    async Task RunAsync(PrepaymentCommand command) =>
        Assert.IsType<CommandResult.Done>(
            await desk.RunAsync(accountNo, "TI-1", Key(command.GetType().Name), command, [], null, CancellationToken.None));

    async Task<EffectOutcome> CallAsync(string kind, long version, int attempt)
    {
        var row = new QueuedEffect(
            new Guid((int)version, 0, 0, new byte[8]), kind, $"operator/{kind}", version, EffectState.Pending, attempt - 1, TimeSpan.Zero);
        var calls = new OperatorLockCalls(
            wallets, desk, vault, new StandingClock(), new Sm3(), new SendingRules(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 8),
            new Silence());
        var call = await calls.PrepareAsync(ContractNo, [row], CancellationToken.None);
        return await call(row, attempt, 0.5, CancellationToken.None);
    }

    async Task<PrepaidContract?> ContractAsync() => (await desk.FindAsync(accountNo, CancellationToken.None))!.State.Find(ContractNo);

    sealed class StandingClock : IBusinessClock
    {
        public Task<Instant> NowAsync(CancellationToken cancellation) => Task.FromResult(Now + Duration.FromHours(3));

        public Task SetAsync(Instant now, CancellationToken cancellation) => throw new NotSupportedException();
    }

    sealed class FakeOperator : IWalletOperator
    {
        public List<string> Calls { get; } = [];

        public List<Guid> Ids { get; } = [];

        public OperatorReply Reply { get; set; } = Done;

        public LockFound? Known { get; set; }

        public string? FindFault { get; set; }

        public Task<OperatorReply> LockAsync(LockOrder order, CancellationToken cancellation)
        {
            Calls.Add($"lock {order.PayerWallet} {order.PayeeWallet} {order.AmountFen}");
            Ids.Add(order.LockId);
            return Task.FromResult(Reply);
        }

        public Task<OperatorReply> MoveAsync(Guid lockId, string kind, Guid requestId, long amountFen, CancellationToken cancellation)
        {
            Calls.Add($"{kind} {amountFen}");
            return Task.FromResult(Reply);
        }

        public Task<LockReport> FindAsync(Guid lockId, CancellationToken cancellation)
        {
            Calls.Add("ask");
            return Task.FromResult(new LockReport(Known, FindFault));
        }
    }

    sealed class WalletTexts : IVault
    {
        public ReadPurpose? Asked { get; private set; }

        public Task<IReadOnlyDictionary<DocumentId, string?>> ReadAsync(
            IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation)
        {
            Asked = purpose;
            return Task.FromResult<IReadOnlyDictionary<DocumentId, string?>>(new Dictionary<DocumentId, string?>
            {
                [Payee] = "0000000000000001", [Payer] = "0000000000000009",
            });
        }

        public Task<IReadOnlyDictionary<DocumentId, OpenedText>> OpenAsync(
            IReadOnlyCollection<DocumentId> documents, ReadPurpose purpose, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, OpenedText>> OpenPersonAsync(
            PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<PersonRef> ReferToAsync(PersonIdentifier identifier, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, string?>> ReadPersonAsync(
            PersonRef person, ReadPurpose purpose, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<SealedTexts> SealAsync(IReadOnlyList<PlainText> texts, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlySet<DocumentId>> SearchAsync(string text, int limit, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
