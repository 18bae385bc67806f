using Application.Documents;
using static Infrastructure.Documents.Paper;
using Cell = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<Infrastructure.Documents.Glyph>>;

namespace Infrastructure.Documents;

/// <summary>Puts a sheet on pages: every line inside the margins, tables with their head on each page.</summary>
sealed class SheetLayout
{
    const double Gap = 6;

    readonly Faces faces;
    readonly List<PageMarks> pages = [new()];
    double y = Top;
    int missing;

    SheetLayout(Faces faces) => this.faces = faces;

    public static (IReadOnlyList<PageMarks> Pages, int Missing) Lay(Sheet sheet, Faces faces)
    {
        var layout = new SheetLayout(faces);
        layout.Title(sheet);
        foreach (var part in sheet.Parts) layout.Place(part);
        layout.NumberPages(sheet);
        return (layout.pages, layout.missing);
    }

    PageMarks Page => pages[^1];

    void Place(SheetPart part)
    {
        switch (part)
        {
            case SheetPart.Paragraph(var text, var indented): Paragraph(text, TextSize, indented ? 2 : 0); break;
            case SheetPart.Heading(var text): Heading(text); break;
            case SheetPart.Fields(var rows):
                Table([], [3, 7], [.. rows.Select(row => (IReadOnlyList<string>)[row.Key, row.Value])], TextSize);
                break;
            case SheetPart.Table(var heads, var shares, var rows): Table(heads, shares, rows, TableSize); break;
            case SheetPart.Signature signature: Sign(signature); break;
            case SheetPart.Room room: KeepFree(room); break;
            default: throw new System.Diagnostics.UnreachableException(part.GetType().Name);
        }
    }

    void Title(Sheet sheet)
    {
        foreach (var line in LineBreaking.Break(Glyphs(sheet.Title), (Right - Left) / TitleSize))
        {
            y += LineOf(TitleSize);
            Text(line, TitleSize, (Width - WidthOf(line, TitleSize)) / 2, y);
        }

        y += LineOf(TextSize);
        var number = Glyphs(sheet.Number);
        Text(number, TextSize, Right - WidthOf(number, TextSize), y);
        y += Gap * 2;
    }

    void Heading(string text)
    {
        // A heading does not stand alone at the foot of a page.
        if (y + (LineOf(TextSize) * 3) > Bottom) Turn();
        y += Gap;
        Paragraph(text, TextSize + 1, 0);
    }

    void Paragraph(string text, double size, double indent)
    {
        foreach (var piece in text.Split('\n'))
        {
            var lines = LineBreaking.Break(Glyphs(piece), (Right - Left) / size, indent);
            for (var number = 0; number < lines.Count; number++)
            {
                Down(LineOf(size));
                Text(lines[number], size, Left + (number == 0 ? indent * size : 0), y);
            }
        }

        y += Gap;
    }

    void Table(IReadOnlyList<string> heads, IReadOnlyList<int> shares, IReadOnlyList<IReadOnlyList<string>> rows, double size)
    {
        var edges = new List<double> { Left };
        foreach (var share in shares) edges.Add(edges[^1] + ((Right - Left) * share / shares.Sum()));

        var grid = new TableGrid(edges, size);
        var head = Wrapped(heads, grid);
        y += Gap;
        if (y + grid.HeightOf(TallestOf(head)) + grid.HeightOf(2) > Bottom) Turn();
        Row(head, grid, head);
        foreach (var row in rows) Row(Wrapped(row, grid), grid, head);
        y += Gap;
    }

    List<Cell> Wrapped(IReadOnlyList<string> cells, TableGrid grid) =>
        [.. cells.Select((cell, column) => WrappedCell(cell, grid.RoomOf(column)))];

    List<IReadOnlyList<Glyph>> WrappedCell(string cell, double room) =>
        [.. cell.Split('\n').SelectMany(piece => LineBreaking.Break(Glyphs(piece), room))];

    static int TallestOf(IReadOnlyList<Cell> cells) =>
        cells.Count == 0 ? 0 : cells.Max(lines => lines.Count);

    /// <summary>A row that does not fit goes to the next page; one that fits on no page is continued there.</summary>
    void Row(
        IReadOnlyList<Cell> cells, TableGrid grid,
        IReadOnlyList<Cell> head)
    {
        var lines = TallestOf(cells);
        var onePage = Bottom - Top - grid.HeightOf(TallestOf(head));
        for (var from = 0; from < lines;)
        {
            var left = lines - from;
            var fitting = grid.LinesIn(Bottom - y);
            if (fitting < left && (grid.HeightOf(left) <= onePage || fitting < 2) && y > Top + grid.HeightOf(TallestOf(head)))
            {
                Turn();
                if (!ReferenceEquals(cells, head)) Row(head, grid, head);
                continue;
            }

            var count = Math.Min(left, Math.Max(fitting, 1));
            Cells(cells, grid, from, count);
            from += count;
        }
    }

    void Cells(IReadOnlyList<Cell> cells, TableGrid grid, int from, int count)
    {
        var height = grid.HeightOf(count);
        for (var column = 0; column < cells.Count; column++)
        {
            foreach (var (line, place) in cells[column].Skip(from).Take(count).Select((line, place) => (line, place)))
                Text(line, grid.Size, grid.Edges[column] + TableGrid.Padding, y + grid.BaselineOf(place));
        }

        Page.Lines.AddRange(grid.Edges.Select(x => new LineMark(x, y, x, y + height, false)));
        Page.Lines.Add(new LineMark(Left, y, Right, y, false));
        y += height;
        Page.Lines.Add(new LineMark(Left, y, Right, y, false));
    }

    void Sign(SheetPart.Signature signature)
    {
        const double seal = 90;
        if (y + seal + Gap > Bottom) Turn();
        y += LineOf(TextSize) + Gap;
        foreach (var line in new[] { signature.Organ, signature.Day })
        {
            var glyphs = Glyphs(line);
            Text(glyphs, TextSize, Right - WidthOf(glyphs, TextSize), y);
            y += LineOf(TextSize);
        }

        Frame(Left, y - 50, seal * 1.6, 50, Glyphs(signature.Seal), dashed: true);
        y += Gap;
    }

    void KeepFree(SheetPart.Room room)
    {
        if (y + room.Height + LineOf(SmallSize) + Gap > Bottom) Turn();
        y += Gap;
        if (room.Code is { } code) Blocks(code, room.Width / code.Count);
        else Frame(Left, y, room.Width, room.Height, [], dashed: true);
        y += room.Height + LineOf(SmallSize);
        Text(Glyphs(room.Caption), SmallSize, Left, y);
        y += Gap;
    }

    /// <summary>Neighbours in a row as one block: between two blocks a printer may leave a hair of white.</summary>
    void Blocks(IReadOnlyList<IReadOnlyList<bool>> code, double size)
    {
        for (var row = 0; row < code.Count; row++)
        {
            for (var column = 0; column < code.Count;)
            {
                var length = code[row].Skip(column).TakeWhile(dark => dark).Count();
                if (length > 0) Page.Blocks.Add(new BlockMark(Left + (column * size), y + (row * size), length * size, size));
                column += Math.Max(length, 1);
            }
        }
    }

    void Frame(double x, double top, double width, double height, IReadOnlyList<Glyph> words, bool dashed)
    {
        Page.Lines.Add(new LineMark(x, top, x + width, top, dashed));
        Page.Lines.Add(new LineMark(x, top + height, x + width, top + height, dashed));
        Page.Lines.Add(new LineMark(x, top, x, top + height, dashed));
        Page.Lines.Add(new LineMark(x + width, top, x + width, top + height, dashed));
        Text(words, SmallSize, x + ((width - WidthOf(words, SmallSize)) / 2), top + (height / 2) + 3);
    }

    /// <summary>Only now is it known how many there are.</summary>
    void NumberPages(Sheet sheet)
    {
        for (var number = 1; number <= pages.Count; number++)
        {
            var foot = Glyphs(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"第 {number} 页 共 {pages.Count} 页"));
            pages[number - 1].Texts.Add(
                new TextMark((Width - WidthOf(foot, SmallSize)) / 2, FootBaseline, SmallSize, foot));
            if (number > 1)
            {
                var head = Glyphs($"{sheet.Title}　{sheet.Number}（续）");
                pages[number - 1].Texts.Insert(0, new TextMark(Left, HeadBaseline, SmallSize, head));
                pages[number - 1].Lines.Add(new LineMark(Left, HeadBaseline + 6, Right, HeadBaseline + 6, false));
            }
        }
    }

    void Down(double height)
    {
        if (y + height > Bottom) Turn();
        y += height;
    }

    void Turn()
    {
        pages.Add(new PageMarks());
        y = Top;
    }

    void Text(IReadOnlyList<Glyph> glyphs, double size, double x, double baseline)
    {
        if (glyphs.Count > 0) Page.Texts.Add(new TextMark(x, baseline, size, glyphs));
    }

    IReadOnlyList<Glyph> Glyphs(string text)
    {
        var glyphs = faces.Of(text, out var unknown);
        missing += unknown;
        return glyphs;
    }

    static double WidthOf(IReadOnlyList<Glyph> glyphs, double size) => glyphs.Sum(glyph => glyph.Width) * size;
}

/// <summary>The measures of a table.</summary>
/// <param name="Edges">Of the columns, from left to right.</param>
sealed record TableGrid(IReadOnlyList<double> Edges, double Size)
{
    public const double Padding = 4;

    double Line => Size * 1.4;

    public double RoomOf(int column) => (Edges[column + 1] - Edges[column] - (2 * Padding)) / Size;

    public double HeightOf(int lines) => lines == 0 ? 0 : (lines * Line) + Padding + 2;

    public int LinesIn(double height) => (int)Math.Floor((height - Padding - 2) / Line);

    public double BaselineOf(int line) => (line * Line) + Padding + Size;
}
