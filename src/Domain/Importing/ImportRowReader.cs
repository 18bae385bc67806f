using System.Globalization;
using System.Text.RegularExpressions;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Importing.ImportColumns;

namespace Domain.Importing;

/// <summary>Reads one row by the rules of specs/import.md; every finding is told, not only the first.</summary>
/// <param name="cellOf">The row's cell of a column; empty where the file has no such column.</param>
/// <param name="today">Nothing was issued after it.</param>
public sealed partial class ImportRowReader(int row, Func<ImportColumn, ImportCell> cellOf, LocalDate today)
{
    const int LongestName = TextLimits.Name;
    const int LongestAddress = TextLimits.Address;

    readonly List<ImportFinding> findings = [];
    readonly List<Normalisation> normalised = [];

    public static JudgedRow Read(int row, Func<ImportColumn, ImportCell> cellOf, LocalDate today) =>
        new ImportRowReader(row, cellOf, today).Read();

    JudgedRow Read()
    {
        var legacyNo = Read(LegacyNo, ImportVocabulary.LongestLegacyNo, identifier: true);
        if (legacyNo is not null && !ImportVocabulary.IsLegacyNo(legacyNo)) Tell(LegacyNo, ImportCodes.LegacyNoUnreadable);
        var holder = Read(HolderName, LongestName);
        var creditCode = ReadCreditCode();
        var (headName, headId) = ReadHead();
        var venue = Read(VenueName, LongestName);
        var address = Read(VenueAddress, LongestAddress);
        var region = Resolve(RegionCode, ImportVocabulary.RegionOf, ImportCodes.RegionUnknown);
        var sports = Look(Sports, ImportVocabulary.SportsOf, ImportCodes.SportUnknown);
        var mode = Look(OpeningMode, ImportVocabulary.ModeOf, ImportCodes.ModeUnknown);
        var (issued, from, to) = (ReadDay(IssuedOn), ReadDay(ValidFrom), ReadDay(ValidTo));
        var basis = CheckTerm(issued, from, to, mode);
        var (lifeguards, instructors) = (ReadWhole(Lifeguards, 1000), ReadWhole(Instructors, 1000));
        var swimmers = ReadWhole(MaxSwimmers, 100_000);
        var organName = Read(Organ, LongestName);
        var organ = organName is null ? null : Resolve(Organ, ImportVocabulary.OrganOf, ImportCodes.OrganUnknown, organName);
        var source = Read(Source, LongestName);

        return new JudgedRow(
            findings.Exists(finding => finding.Code.Blocks)
                ? null
                : new PermitRow(
                    row, legacyNo!, holder!, creditCode!, headName, headId, venue!, address!, region!.Code, sports!, mode!, issued!.Value,
                    from!.Value, to!.Value, basis!, lifeguards, instructors, swimmers, organ!.Code, organName!, source!, normalised),
            findings);
    }

    string? ReadCreditCode()
    {
        if (Read(CreditCode, LongestName, identifier: true) is not { } text) return null;
        var check = UnifiedSocialCreditCode.Check(text);
        if (!check.IsValid) Tell(CreditCode, ImportCodes.CreditCodeWrong, check.Fault);
        if (check.Normalised.Count > 0) Respelt(CreditCode);
        return check.Value;
    }

    (string? Name, string? Id) ReadHead()
    {
        var name = Read(HeadName, LongestName);
        if (Read(HeadId, LongestName, identifier: true) is not { } text) return (name, null);

        var check = CitizenId.Check(text, today);
        if (!check.IsValid) Tell(HeadId, ImportCodes.HeadIdWrong, check.Fault);
        if (check.Normalised.Count > 0) Respelt(HeadId);
        if (name is null) Tell(HeadName, ImportCodes.HeadNameMissing);
        return (name, check.Value);
    }

    /// <summary>IMP-6: the term as the law allows it for the mode; one that is over is taken over as such.</summary>
    LegalBasis? CheckTerm(LocalDate? issued, LocalDate? from, LocalDate? to, string? mode)
    {
        if (issued > today) Tell(IssuedOn, ImportCodes.DayAhead);
        if (issued > from) Tell(IssuedOn, ImportCodes.IssuedLate);
        if (to < from) Tell(ValidTo, ImportCodes.TermReversed);
        if (HighRiskSportItem.Edition1.Validity.FirstOrDefault(term => term.OpeningMode == mode) is not { } allowed) return null;

        if (from is { } first && to is { } last)
        {
            if (last > first.PlusYears(allowed.Years).PlusDays(-1)) Tell(ValidTo, ImportCodes.TermTooLong, $"{allowed.Years} years");
            else if (last < today && last >= first) Tell(ValidTo, ImportCodes.Expired);
        }

        return allowed.Basis;
    }

    Region? Resolve(ImportColumn column, Func<string, Region?> find, ImportCode unknown, string? known = null)
    {
        if ((known ?? Read(column, LongestName)) is not { } text) return null;
        if (find(text) is not { } found)
        {
            Tell(column, unknown);
            return null;
        }

        if (found.IsRetired)
        {
            Tell(column, ImportCodes.RegionRetired, found.Code);
            normalised.Add(new Normalisation(column.Key, $"region.retired-{found.Code}"));
        }

        return Regions.InForce(found.Code);
    }

    T? Look<T>(ImportColumn column, Func<string, T?> find, ImportCode unknown)
        where T : class
    {
        if (Read(column, LongestName) is not { } text) return null;
        var found = find(text);
        if (found is null) Tell(column, unknown);
        return found;
    }

    LocalDate? ReadDay(ImportColumn column)
    {
        var cell = cellOf(column);
        if (cell.Form is CellForm.Number or CellForm.Date)
        {
            if (cell.Day is null) Tell(column, ImportCodes.NotADay);
            return cell.Day;
        }

        if (Read(column, LongestName) is not { } text) return null;
        var day = ImportDays.Parse(text);
        if (day is null) Tell(column, ImportCodes.NotADay);
        return day;
    }

    int? ReadWhole(ImportColumn column, int most)
    {
        if (Read(column, LongestName) is not { } text) return null;
        var digits = text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        Tell(column, ImportCodes.NotWhole, $"0 to {most}");
        return null;
    }

    /// <returns>The text in one spelling; null where there is none, or none that could be trusted.</returns>
    string? Read(ImportColumn column, int longest, bool identifier = false)
    {
        var cell = cellOf(column);
        if (FaultOf(cell, column, identifier) is { } fault)
        {
            Tell(column, fault);
            return null;
        }

        var text = Clean(column, cell.Text);
        if (text.Length == 0)
        {
            if (column.Required) Tell(column, ImportCodes.ValueMissing);
            return null;
        }

        if (WrittenText.FaultOf(text, longest, lines: true) is not { } wrong) return text;
        if (wrong == TextFault.TooLong) Tell(column, ImportCodes.TooLong, $"at most {longest}");
        else Tell(column, ImportCodes.ControlCharacter);
        return null;
    }

    static ImportCode? FaultOf(ImportCell cell, ImportColumn column, bool identifier) => cell.Form switch
    {
        CellForm.Formula => ImportCodes.Formula,
        CellForm.Error => ImportCodes.CellError,
        CellForm.Date when column.Holds != ColumnContent.Day => ImportCodes.BecameDate,
        CellForm.Number when identifier && (cell.Text.Length > 15 || Scientific().IsMatch(cell.Text)) => ImportCodes.DigitsLost,
        CellForm.Text when identifier && Scientific().IsMatch(cell.Text.Trim()) => ImportCodes.DigitsLost,
        _ => null,
    };

    string Clean(ImportColumn column, string raw)
    {
        var text = raw;

        // ="0123" is how a spreadsheet is told to keep a text; any other sign in front is only told of.
        if (Kept().Match(text.Trim()) is { Success: true } kept) text = kept.Groups[1].Value;
        else if (text.TrimStart() is ['=' or '+' or '-' or '@', ..]) Tell(column, ImportCodes.FormulaLike);

        var unified = IdentifierCheck.Unify(text);
        if (unified != raw) Respelt(column);
        return unified;
    }

    void Respelt(ImportColumn column)
    {
        if (normalised.Exists(one => one.Field == column.Key && one.What == ImportCodes.Respelt.Code)) return;
        normalised.Add(new Normalisation(column.Key, ImportCodes.Respelt.Code));
        Tell(column, ImportCodes.Respelt);
    }

    void Tell(ImportColumn column, ImportCode code, string? detail = null) =>
        findings.Add(new ImportFinding(row, column.Key, code, detail));

    [GeneratedRegex(@"^[0-9](\.[0-9]+)?[Ee]\+?[0-9]{1,3}$")]
    private static partial Regex Scientific();

    [GeneratedRegex("^=\"([^\"]*)\"$")]
    private static partial Regex Kept();
}
