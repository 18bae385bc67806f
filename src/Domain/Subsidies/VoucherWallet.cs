using System.Collections.Immutable;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

/// <summary>What later claims of one person in one programme need to know. One person has one, whatever account or channel.</summary>
/// <param name="Taken">Every voucher ever taken: unused and expired ones count like used ones (VCH-2); not those that a review has
/// struck (VCH-16).</param>
/// <param name="Held">Numbers and last days of those that are neither used, expired nor voided.</param>
/// <param name="Draws">Entries, by batch.</param>
/// <param name="Review">What was decided against the person, and the reviews of it.</param>
public sealed record VoucherWallet(
    ImmutableList<VoucherClaimed> Taken, ImmutableDictionary<string, LocalDate> Held, ImmutableDictionary<int, DrawEntered> Draws,
    WalletReviewState Review)
{
    public static VoucherWallet Initial { get; } =
        new([], ImmutableDictionary<string, LocalDate>.Empty, ImmutableDictionary<int, DrawEntered>.Empty, WalletReviewState.Initial);

    public bool HasTaken(string voucherNo) => Taken.Exists(taken => taken.VoucherNo == voucherNo);

    /// <summary>Those that can still be used on a day.</summary>
    public int HeldOn(LocalDate day) => Held.Values.Count(last => last >= day);

    public (int Count, Money Sum) TakenIn(LimitWindow window, int batch, LocalDate day)
    {
        var key = ClaimWindows.KeyOf(window, batch, day);
        var (count, sum) = (0, Money.Zero);
        foreach (var taken in Taken)
        {
            if (ClaimWindows.KeyOf(window, taken.Batch, taken.ClaimedOn) != key) continue;
            (count, sum) = (count + 1, sum + taken.Face);
        }

        return (count, sum);
    }
}
