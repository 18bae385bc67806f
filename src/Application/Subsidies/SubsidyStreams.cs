using System.Globalization;
using Domain.Identity;
using Domain.Licensing;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;

namespace Application.Subsidies;

/// <summary>Names of the streams and tallies of funds, programmes and vouchers.</summary>
public static class SubsidyStreams
{
    public const string FundType = "fund";
    public const string ProgrammeType = "subsidy_program";
    public const string WalletType = "voucher_wallet";
    public const string DrawType = "voucher_draw";
    public const string VenueType = "designated_venue";
    public const string VenueOperatorType = "venue_operator";
    public const string WalletPrefix = "voucher-wallet/";

    /// <summary>Of the tallies of what ended vouchers have freed, by programme.</summary>
    public const string FreedName = "voucher-freed";

    public static string Fund(string fundNo) => $"fund/{fundNo}";

    public static string Programme(string programmeNo) => $"subsidy-program/{programmeNo}";

    public static string Wallet(string programmeNo, PersonRef person) => $"{WalletPrefix}{programmeNo}/{person.Value}";

    public static string Draw(string programmeNo, int batch) =>
        string.Create(CultureInfo.InvariantCulture, $"voucher-draw/{programmeNo}/{batch}");

    public static string Venue(string venueNo) => $"designated-venue/{venueNo}";

    /// <summary>What an operator is as a designated venue, whatever the number asked for.</summary>
    public static string VenueOperator(PersonRef person) => $"venue-operator/{person.Value}";

    /// <summary>FND-1: a fund follows from its year, its district and that treasury's number: entered twice, it is one.</summary>
    /// <remarks>The city's bear no district. No number of a treasury has a dot, so none of them is another one's.</remarks>
    public static string FundNo(int year, string district, string treasuryNo) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{year}-{(district == Regions.City ? "" : $"{district}.")}{treasuryNo.ToUpperInvariant()}");

    /// <summary>Where a number of the stock is kept; it can be recounted from the log.</summary>
    public static Guard.Tally TallyOf(StockRow row) =>
        row switch
        {
            StockRow.Out r => new("voucher-out", string.Create(CultureInfo.InvariantCulture, $"{r.Programme}/{r.Batch}/{r.Share}")),
            StockRow.Extra r => new("voucher-extra", string.Create(CultureInfo.InvariantCulture, $"{r.Programme}/{r.Batch}")),
            // Named for what alone it counted at first: nodes of two versions share the row.
            StockRow.Bound r => new("voucher-b130", r.Programme),
            StockRow.Freed r => new(FreedName, r.Programme),
            StockRow.Gone r => new("budget-gone", r.Programme),
            _ => throw new System.Diagnostics.UnreachableException(row.GetType().Name),
        };

    public static StockLevels LevelsOf(IEnumerable<StockRow> rows, DecisionContext context) =>
        LevelsOf(rows, tally => context.Counters.GetValueOrDefault($"{tally.Name}/{tally.Key}"));

    public static StockLevels LevelsOf(IEnumerable<StockRow> rows, Func<Guard.Tally, long> valueOf) =>
        StockLevels.Nothing.After(rows.Select(row => new StockMove(row, valueOf(TallyOf(row)))));

    public static TallyMove MoveOf(StockMove move) => new(TallyOf(move.Row), move.By);

    public static Fund FundOf(IEnumerable<object> events) =>
        events.OfType<FundEvent>().Aggregate(Domain.Subsidies.Fund.Initial, FundDecider.Evolve);

    public static Programme ProgrammeOf(IEnumerable<object> events) =>
        events.OfType<ProgrammeEvent>().Aggregate(Domain.Subsidies.Programme.Initial, ProgrammeDecider.Evolve);

    /// <summary>As it stands under the lock.</summary>
    public static Programme ProgrammeOf(string stream, DecisionContext context) =>
        context.StateOf(stream, Domain.Subsidies.Programme.Initial, EvolveProgramme);

    static readonly Func<Programme, object, Programme> EvolveProgramme = Fold.Of<Programme, ProgrammeEvent>(ProgrammeDecider.Evolve);

    public static Draw DrawOf(IEnumerable<object> events) =>
        events.OfType<DrawEvent>().Aggregate(Domain.Subsidies.Draw.Initial, Domain.Subsidies.Draw.Evolve);

    public static StreamDeclaration AlsoRead(string stream, string type) => new(stream, type, Read: true);
}
