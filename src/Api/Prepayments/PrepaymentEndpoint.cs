using System.Text.Json;
using Api.Http;
using Api.Identity;
using Application;
using Application.Prepayments;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Prepayments;
using EventStore;
using NodaTime;
using Projections;
using Projections.Prepayments;

namespace Api.Prepayments;

/// <summary>What a command on prepaid money is made from; people and texts are sealed as they are named.</summary>
public sealed class PrepaymentAct(Actor actor, Instant at, Envelope body, string district, IVault vault)
{
    readonly List<PlainText> texts = [];

    public Actor Actor => actor;

    public Instant At => at;

    public Envelope Body => body;

    public IReadOnlyList<PlainText> Texts => texts;

    public DocumentId Seal(PersonRef subject, string kind, string text)
    {
        var id = new DocumentId(Guid.CreateVersion7());
        texts.Add(new PlainText(id, subject, kind, district, text));
        return id;
    }

    /// <summary>Sixteen digits that begin with 0, as the operator's wallets have.</summary>
    public string Wallet(string name)
    {
        var text = body.Text(name, 16);
        return text is ['0', ..] && text.Length == 16 && text.All(char.IsAsciiDigit)
            ? text
            : body.Fail(name, "Must be a wallet: 16 digits that begin with 0.", "");
    }

    /// <summary>A natural person by name and citizen's number; made known to the vault on first sight.</summary>
    public async Task<PersonRef> PersonAsync(string name, CancellationToken cancellation)
    {
        if (body.OptionalObject(name) is not { } member) return body.Fail(name, "Must be a person: name and idNumber.", new PersonRef(""));

        var person = new Envelope(member, name);
        var called = person.Text("name", TextLimits.PersonName);
        var number = person.Text("idNumber", TextLimits.IdNumber);
        var phone = person.OptionalText("phone", TextLimits.Phone);
        var check = CitizenId.Check(number, WorkCalendar.DayOf(at));
        if (person.Fault is null && !check.IsValid) person.Fail("idNumber", "Must be a citizen's number that can exist.", "");
        body.Adopt(person.Close());
        if (body.Fault is not null) return new PersonRef("");

        var reference = await vault.ReferToAsync(new PersonIdentifier("111", check.Value!), cancellation);
        Seal(reference, "name", called);
        Seal(reference, "id-number", check.Value!);
        if (phone is not null) Seal(reference, "phone", phone);
        return reference;
    }

    /// <summary>Whole years of somebody in the body on a day; 0 where the number cannot be read.</summary>
    public int AgeOf(string name, LocalDate on) =>
        body.OptionalObject(name) is { } member && new Envelope(member, name).Text("idNumber", TextLimits.IdNumber) is var number
        && CitizenId.BornOn(number, WorkCalendar.DayOf(at)) is { } born && born <= on
            ? Period.Between(born, on, PeriodUnits.Years).Years
            : 0;

    /// <summary>As written, or out of range; the decider says what is wrong with it.</summary>
    public long Number(string name)
    {
        var value = body.Element(name);
        return value is { ValueKind: JsonValueKind.Number } sent && sent.TryGetInt64(out var number)
            ? number
            : body.Fail(name, "Must be a whole number.", 0L);
    }
}

/// <summary>The way of every command on prepaid money: key, body, decision, answer.</summary>
public sealed class PrepaymentEndpoint(PrepaymentDesk desk, IVault vault, KnownKeys keys, IBusinessClock clock)
{
    /// <summary>On an institution's account.</summary>
    public async Task<IResult> CustodyAsync(
        HttpContext http, string institution, Func<PrepaymentAct, CustodyAccount, Task<CustodyCommand>> make)
    {
        var state = await desk.CustodyAsync(institution, http.RequestAborted);
        var district = state is CustodyAccount.Opened opened ? opened.Opening.District : Caller.Of(http).District;
        return await RunAsync(
            http, district, act => make(act, state),
            (id, command, rows) => desk.RunAsync(institution, id, command, rows, http.RequestAborted),
            async _ =>
            {
                var now = await desk.CustodyAsync(institution, http.RequestAborted);
                return new { institution, state = StateOf(now) };
            });
    }

    /// <summary>A sale: the account follows from institution and trainee, who is known once the body is read.</summary>
    public async Task<IResult> OfferAsync(HttpContext http, string institution, Func<PrepaymentAct, Task<OfferContract>> make)
    {
        if (await desk.CustodyAsync(institution, http.RequestAborted) is not CustodyAccount.Opened custody)
            return Problems.NotFound("custody.unknown");

        string? accountNo = null;
        OfferContract? offered = null;
        return await RunAsync(
            http, custody.Opening.District,
            async act =>
            {
                offered = await make(act);
                accountNo = desk.AccountNoOf(institution, offered.Trainee);
                return offered;
            },
            (id, command, rows) => desk.RunAsync(accountNo!, institution, id, command, rows, null, http.RequestAborted),
            async version =>
            {
                var events = (await desk.FindAsync(accountNo!, http.RequestAborted))!.Events;
                var contract = events
                    .Where(stored => version == 0 || stored.Version <= version)
                    .Select(stored => stored.Data).OfType<ContractOffered>()
                    .Last(offer => offer.Terms == offered!.Terms && offer.Parent == offered.Parent);
                return PageOf(contract.ContractNo, events);
            },
            StatusCodes.Status201Created);
    }

    /// <summary>On a contract that exists.</summary>
    public async Task<IResult> ContractAsync(
        HttpContext http, string contractNo, Func<PrepaymentAct, ContractOffered, Task<PrepaymentCommand>> make)
    {
        if (await desk.FindByContractAsync(contractNo, http.RequestAborted) is not { } found)
            return Problems.NotFound("prepayment-contract.unknown");

        var offer = found.State.Find(contractNo)!.Offer;
        return await RunAsync(
            http, offer.District, act => make(act, offer),
            (id, command, rows) => desk.RunAsync(found.AccountNo, offer.Institution, id, command, rows, null, http.RequestAborted),
            async _ => PageOf(contractNo, (await desk.FindAsync(found.AccountNo, http.RequestAborted))!.Events));
    }

    /// <summary>Told from the log itself, so that the answer is never behind what it confirms.</summary>
    static ContractPage PageOf(string contractNo, IReadOnlyList<StoredEvent> events)
    {
        var projection = ReadModels.PrepaidContracts;
        return events
            .Where(stored => projection.KeysOf(stored).Contains(contractNo))
            .Aggregate((ContractPage?)null, (row, stored) => projection.Evolve(contractNo, row, stored))!;
    }

    static string StateOf(CustodyAccount state) =>
        state switch
        {
            CustodyAccount.Running => "running",
            CustodyAccount.Frozen => "frozen",
            CustodyAccount.Returning => "returning",
            _ => "not-opened",
        };

    async Task<IResult> RunAsync<TCommand, TAnswer>(
        HttpContext http, string district, Func<PrepaymentAct, Task<TCommand>> make,
        Func<CommandId, TCommand, IReadOnlyList<CompanionRow>, Task<CommandResult>> run, Func<long, Task<TAnswer>> answer,
        int status = StatusCodes.Status200OK)
    {
        var (call, wrong) = await keys.ReadAsync(http);
        if (call is null) return wrong!;

        var act = new PrepaymentAct(Caller.Of(http).Actor, await clock.NowAsync(http.RequestAborted), call.Body, district, vault);
        var command = await make(act);
        if (act.Body.Close() is { } fault) return Problem.From(fault);

        var rows = act.Texts.Count == 0 ? [] : (await vault.SealAsync(act.Texts, http.RequestAborted)).Rows;
        var result = await run(call.Id, command, rows);
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var done = (CommandResult.Done)result;
        if (done.Position > 0) CommandAnswers.SetPosition(http, done.Position);
        return WireJson.Answer(await answer(done.Version), status);
    }
}
