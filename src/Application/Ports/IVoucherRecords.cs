using Domain.Identity;
using Domain.Subsidies;
using NodaTime;

namespace Application.Ports;

/// <summary>What the read models know of vouchers and draws.</summary>
public interface IVoucherRecords
{
    /// <summary>Vouchers that are still held and whose last day lies before the given day, in the order of last day and number.</summary>
    /// <param name="after">The last one that was told before; null for the first ones.</param>
    Task<IReadOnlyList<EndedVoucher>> EndedBeforeAsync(LocalDate today, EndedVoucher? after, int limit, CancellationToken cancellation);

    /// <summary>Draws of running programmes that are not revealed.</summary>
    Task<IReadOnlyList<OpenDraw>> OpenDrawsAsync(CancellationToken cancellation);

    /// <summary>All entries of a draw, and the position of the log they reflect.</summary>
    Task<(IReadOnlyList<DrawEntrant> Entries, long Position)> EntriesAsync(string programmeNo, int batch, CancellationToken cancellation);
}

public sealed record EndedVoucher(string ProgrammeNo, PersonRef Person, int Batch, string VoucherNo, LocalDate ValidTo);

/// <param name="ClosedAt">Position of the event that closed it; null while it takes entries.</param>
public sealed record OpenDraw(string ProgrammeNo, BatchPlan Plan, long? ClosedAt);

public sealed record DrawEntrant(string Pseudonym, PersonRef Person, StockShare Share);
