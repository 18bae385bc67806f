using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Prepayments;
using EventStore;

namespace Application.Prepayments;

/// <summary>An institution's accounts of trainees, in order, and how far the read model has come.</summary>
public interface IPrepaymentAccounts
{
    Task<(IReadOnlyList<string> AccountNos, long Position)> AfterAsync(
        string institution, string accountNo, int limit, CancellationToken cancellation);
}

/// <summary>PRE-10: carries a return order to every account of the institution, and to money that is locked after it.</summary>
public sealed class ReturnPolicy(IPrepaymentAccounts accounts, PrepaymentDesk desk, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    const int AtOnce = 200;

    public string Name => "prepayment-return-policy-1";

    public bool Concerns(StoredEvent stored) => stored.Data is CustodyReturnOrdered or FundsSecured;

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        if (cause.Data is CustodyReturnOrdered)
        {
            await EachAsync(cause, cancellation);
            return;
        }

        var accountNo = cause.Stream[PrepaymentStreams.AccountPrefix.Length..];
        var institution = (await desk.FindAsync(accountNo, cancellation))!.First.Institution;
        if (await desk.CustodyAsync(institution, cancellation) is CustodyAccount.Returning)
            await ReturnAsync(accountNo, institution, cause.Id, cancellation);
    }

    async Task EachAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var institution = cause.Stream[(cause.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var found = await accounts.AfterAsync(institution, "", AtOnce, cancellation);

        // After the order nothing is sold, so that every account that can have money is there once the reader has come so far.
        if (found.Position < cause.Sequence) throw new PolicyNotYetException("read-model.behind");
        while (found.AccountNos.Count > 0)
        {
            foreach (var accountNo in found.AccountNos) await ReturnAsync(accountNo, institution, cause.Id, cancellation);
            found = await accounts.AfterAsync(institution, found.AccountNos[^1], AtOnce, cancellation);
        }
    }

    async Task ReturnAsync(string accountNo, string institution, Guid cause, CancellationToken cancellation)
    {
        var key = $"return/{accountNo}/{cause}";
        var command = new ReturnRemainder(Actors.System, await clock.NowAsync(cancellation));
        var result = await desk.RunAsync(
            accountNo, institution, new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key))), command, [], cause, cancellation);
        if (result is CommandResult.ClockBehind) throw new PolicyNotYetException("clock.behind-stream");
    }
}
