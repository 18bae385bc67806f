using System.Globalization;
using Api.Http;
using Application.Importing;
using Domain.Importing;

namespace Api.Importing;

/// <summary>A finding as it is shown; never the value that was found.</summary>
/// <param name="Row">0 for the file as a whole.</param>
public sealed record FindingView(int Row, string? Column, string? Header, string Code, string Title, bool Blocks, string? Detail)
{
    public static FindingView Of(ImportFinding finding) => new(
        finding.Row, finding.Column, ImportColumns.All.FirstOrDefault(column => column.Key == finding.Column)?.Header, finding.Code.Code,
        finding.Code.Title, finding.Code.Blocks, finding.Detail);
}

/// <summary>What a check is answered with.</summary>
/// <param name="AlreadyKnown">True where these bytes had been handed in before.</param>
/// <param name="Findings">The first hundred, problems first; all of them in problems.csv.</param>
public sealed record ImportView(
    string ImportId, bool AlreadyKnown, bool CanBeCommitted, string Format, string? Encoding, int Rows, int Problems, int Notes,
    IReadOnlyList<FindingView> Findings)
{
    public static ImportView Of(CheckOutcome outcome)
    {
        var report = outcome.Report!;
        return new ImportView(
            outcome.ImportId!, outcome.Known, report.Problems == 0, report.Format!, report.Encoding, report.Rows, report.Problems,
            report.Notes, [.. report.First.Select(FindingView.Of)]);
    }

    public static Problem NotAFile(ImportReport report)
    {
        var why = report.First[0];
        return new Problem(
            StatusCodes.Status415UnsupportedMediaType, why.Code.Code, why.Code.Title, Field: "$",
            Detail: why.Detail ?? "Judged by its bytes: a CSV text or an XLSX workbook, whatever its name or declared type.");
    }

    /// <summary>Codes and titles of ours, and numbers: nothing a spreadsheet would run.</summary>
    public static string LineOf(ImportFinding finding)
    {
        var view = FindingView.Of(finding);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{view.Row},{view.Column},{view.Header},{view.Code},{view.Title},{(view.Blocks ? "yes" : "no")},{view.Detail}\r\n");
    }
}

/// <summary>How an import stands.</summary>
/// <param name="Status">checked or committed.</param>
public sealed record ImportStateView(
    string ImportId, string Status, string Sm3, long Size, string Format, string? Encoding, int Rows, int Problems, int Notes,
    string CheckedBy, int? Permits, int? NumbersDrawn, string? CommittedBy)
{
    public static ImportStateView Of(ImportSnapshot found)
    {
        var (last, fact) = (LastOf(found.State), (found.State as PermitImport.Committed)?.Fact);
        return new ImportStateView(
            found.ImportId, fact is null ? "checked" : "committed", last.Sm3, last.Size, last.Format, last.Encoding, last.Rows,
            last.Problems, last.Notes, last.CheckedBy.Value, fact?.Permits, fact?.NumbersDrawn, fact?.CommittedBy.Value);
    }

    public static ImportChecked LastOf(PermitImport state) => state switch
    {
        PermitImport.Checked s => s.Last,
        PermitImport.Committed s => s.Last,
        _ => throw new System.Diagnostics.UnreachableException("An import begins with its check."),
    };
}
