using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Prepayments;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.Prepayments;

/// <summary>CUS-5: an institution that stops, expires or ends has its prepaid money frozen without anybody's order.</summary>
public sealed class FreezePolicy(PrepaymentDesk desk, IBusinessClock clock, ISm3 sm3) : IPolicy
{
    public string Name => "prepayment-freeze-policy-1";

    public bool Concerns(StoredEvent stored) => GroundOf(stored.Data) is not null;

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var institution = cause.Stream[(cause.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..];

        // Without an account there is no money to freeze.
        if (await desk.CustodyAsync(institution, cancellation) is CustodyAccount.NotOpened) return;

        var key = $"freeze/{institution}/{cause.Id}";
        var command = new FreezeCustody(Actors.System, await clock.NowAsync(cancellation), GroundOf(cause.Data)!, null);
        var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
        if (await desk.RunAsync(institution, id, command, [], cancellation) is CommandResult.ClockBehind)
            throw new PolicyNotYetException("clock.behind-stream");
    }

    static string? GroundOf(object? @event) =>
        @event switch
        {
            InstitutionStopped => "stopped",
            InstitutionExpired => "licence-ended",
            InstitutionTerminated => "termination",
            _ => null,
        };
}
