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
            StockRow.Outstanding r => new("voucher-b130", r.Programme),
            _ => throw new System.Diagnostics.UnreachableException(row.GetType().Name),
        };

    public static StockLevels LevelsOf(IEnumerable<StockRow> rows, DecisionContext context) =>
        StockLevels.Nothing.After(rows.Select(row =>
        {
            var tally = TallyOf(row);
            return new StockMove(row, context.Counters.GetValueOrDefault($"{tally.Name}/{tally.Key}"));
        }));

    /// <summary>Vouchers are issued and end; none is redeemed yet, so nothing is obligated or spent.</summary>
    public static BudgetUse UseOf(StockRow.Outstanding row, StockLevels levels) => new(new Money(levels[row]), Used: Money.Zero);

    public static TallyMove MoveOf(StockMove move) => new(TallyOf(move.Row), move.By);

    public static Fund FundOf(IEnumerable<object> events) =>
        events.OfType<FundEvent>().Aggregate(Domain.Subsidies.Fund.Initial, FundDecider.Evolve);

    public static Programme ProgrammeOf(IEnumerable<object> events) =>
        events.OfType<ProgrammeEvent>().Aggregate(Domain.Subsidies.Programme.Initial, ProgrammeDecider.Evolve);

    public static Draw DrawOf(IEnumerable<object> events) =>
        events.OfType<DrawEvent>().Aggregate(Domain.Subsidies.Draw.Initial, Domain.Subsidies.Draw.Evolve);

    public static StreamDeclaration AlsoRead(string stream, string type) => new(stream, type, Read: true);
}
