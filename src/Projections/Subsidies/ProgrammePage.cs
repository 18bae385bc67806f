using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>A voucher programme with its editions and draws, as anybody may see what of it is approved.</summary>
/// <param name="State">proposed, sent-back, running or closed.</param>
/// <param name="Editions">Approved ones, oldest first.</param>
/// <param name="Pending">What waits for its second person; for finance alone.</param>
public sealed record ProgrammePage(
    string ProgrammeNo, string FundNo, string District, Money Budget, string State, IReadOnlyList<EditionLine> Editions,
    TermsProposed? Pending, IReadOnlyList<int> Stopped, IReadOnlyList<DrawLine> Draws, Money? Released, long Version)
{
    public ProgrammeTerms? Terms => Editions.Count == 0 ? null : Editions[^1].Terms;
}

public sealed record EditionLine(
    int Edition, LocalDate InForceFrom, LocalDate ApprovedOn, FairCompetitionReview Review, ProgrammeTerms Terms);

/// <param name="ClosedAt">Position of the event after which no entry is taken.</param>
/// <param name="Seed">Once it is revealed.</param>
public sealed record DrawLine(
    int Batch, string Commitment, long? ClosedAt, string? Seed, int? Entries, string? ListSm3, long? RevealedAt);

public sealed class ProgrammeProjection : Projection<ProgrammePage>
{
    const string Prefix = "subsidy-program/";
    const string Draws = "voucher-draw/";

    public override Table<ProgrammePage> Table { get; } = new()
    {
        Name = "programme",
        Version = 1,
        Columns = new Columns<ProgrammePage>()
            .Text("district", page => page.District, required: true)
            .Text("state", page => page.State, required: true)
            .Flag("drawing", page => page.Draws.Any(draw => draw.RevealedAt is null)),
    };

    public override Need NeedOf(string stream, string type) => KeyOf(stream) is null ? Need.None : Need.Event;

    public override IEnumerable<string> KeysOf(StoredEvent stored) => KeyOf(stored.Stream) is { } key ? [key] : [];

    static string? KeyOf(string stream) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? stream[Prefix.Length..]
        : stream.StartsWith(Draws, StringComparison.Ordinal) ? stream.Split('/')[1]
        : null;

    public override ProgrammePage? Evolve(string key, ProgrammePage? row, StoredEvent stored)
    {
        if (stored.Data is TermsProposed first && row is null)
        {
            return new(
                first.ProgrammeNo, first.FundNo, first.Terms.District, first.Budget, "proposed", [], first, [], [], null, stored.Version);
        }

        if (row is null) return null;
        return stored.Data is DrawEvent
            ? row with { Draws = After(row.Draws, BatchOf(stored.Stream), stored) }
            : After(row, stored.Data) with { Version = stored.Version };
    }

    static int BatchOf(string stream) => int.Parse(stream.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);

    static ProgrammePage After(ProgrammePage row, object? data) => data switch
    {
        TermsProposed e => row with
        {
            Pending = e, FundNo = row.Editions.Count == 0 ? e.FundNo : row.FundNo, Budget = row.Editions.Count == 0 ? e.Budget : row.Budget,
            District = row.Editions.Count == 0 ? e.Terms.District : row.District, State = row.State == "sent-back" ? "proposed" : row.State,
        },
        TermsApproved e when row.Pending is { } pending => row with
        {
            State = "running", Pending = null,
            Editions = [.. row.Editions, new(e.Edition, pending.InForceFrom, e.ApprovedOn, e.Review, pending.Terms)],
        },
        TermsSentBack => row with { Pending = null, State = row.Editions.Count == 0 ? "sent-back" : row.State },
        BatchStopped e => row with { Stopped = [.. row.Stopped, e.Batch] },
        ProgrammeClosed e => row with { State = "closed", Released = e.Released },
        _ => row,
    };

    static IReadOnlyList<DrawLine> After(IReadOnlyList<DrawLine> draws, int batch, StoredEvent stored)
    {
        return stored.Data switch
        {
            DrawCommitted e => [.. draws, new(batch, e.Commitment, null, null, null, null, null)],
            DrawClosed => Changed(draw => draw with { ClosedAt = stored.Sequence }),
            DrawRevealed e => Changed(draw => draw with
            {
                Seed = e.Seed, Entries = e.Entries, ListSm3 = e.ListSm3, RevealedAt = stored.Sequence,
            }),
            _ => draws,
        };

        IReadOnlyList<DrawLine> Changed(Func<DrawLine, DrawLine> change) =>
            [.. draws.Select(draw => draw.Batch == batch ? change(draw) : draw)];
    }
}
