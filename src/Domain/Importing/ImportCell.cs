using NodaTime;

namespace Domain.Importing;

/// <summary>A cell as the file has it, before anybody asks what it means.</summary>
/// <param name="Day">Of a number that may be a date: the day it would be in this workbook; null for any other.</param>
public readonly record struct ImportCell(string Text, CellForm Form, LocalDate? Day = null)
{
    public static ImportCell Empty { get; } = new("", CellForm.Text);

    public static ImportCell Of(string text) => new(text, CellForm.Text);

    /// <summary>Says nothing of what stands in it.</summary>
    public override string ToString() => Form.ToString();

    public bool IsBlank => Form is CellForm.Text && string.IsNullOrWhiteSpace(Text);
}

public enum CellForm
{
    Text = 1,

    /// <summary>Kept by the spreadsheet as a number: beyond fifteen digits it is no longer what was typed.</summary>
    Number = 2,

    /// <summary>A number that is shown as a date.</summary>
    Date = 3,

    /// <summary>Its cached result is whatever somebody's program computed last.</summary>
    Formula = 4,

    /// <summary>#N/A and the like.</summary>
    Error = 5,
}

/// <summary>A row of a sheet under its header.</summary>
/// <param name="Number">As the user sees it: the sheet's row, or the line of the file where the record begins.</param>
public sealed record ImportLine(int Number, IReadOnlyList<ImportCell> Cells)
{
    public ImportCell At(int index) => index < Cells.Count ? Cells[index] : ImportCell.Empty;
}
