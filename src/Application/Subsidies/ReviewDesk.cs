using Domain.Audit;
using Domain.Identity;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;

namespace Application.Subsidies;

/// <summary>Reviews of what was decided against a person about vouchers (VCH-14 to VCH-17); the log alone is asked.</summary>
public sealed class ReviewDesk(ClaimCommands claims, IEventStore store)
{
    /// <summary>A refusal that was kept, as a review may be asked of it; null where the number is none's of this wallet.</summary>
    public async Task<AdverseDecision?> RefusalAsync(
        string programmeNo, PersonRef person, string decisionNo, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(decisionNo, "D", out _)) return null;
        var records = await store.ReadStreamAsync($"refusal/{decisionNo}", StreamLimit.None, cancellation);
        return records is [{ Data: CommandRefused refused } record] && refused.Subject == SubsidyStreams.Wallet(programmeNo, person)
            && WalletRefusals.ReviewedCodes.Contains(refused.Code)
            ? new(
                decisionNo, refused.Code, WalletDecider.RiskIn(refused.Detail), WorkCalendar.DayOf(record.Timestamp),
                string.IsNullOrEmpty(record.UserName) ? [] : [new PersonRef(record.UserName)])
            : null;
    }

    public async Task<CommandResult> RunAsync(
        string programmeNo, PersonRef person, CommandId id, ReviewCommand command, CancellationToken cancellation) =>
        (await claims.RunAsync(programmeNo, person, batch: 0, id, command, cancellation)).Result;

    public async Task<WalletReviewState.Review> FindAsync(
        string programmeNo, PersonRef person, string decisionNo, CancellationToken cancellation) =>
        (await claims.WalletAsync(programmeNo, person, cancellation)).Review.Reviews[decisionNo];
}
