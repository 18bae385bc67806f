using System.Text;
using Application.Documents;
using Application.Ports;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Infrastructure.Documents;

/// <summary>Prints sheets as PDF by PDFsharp (ADR 0014), with subsets of the fonts embedded and their text extractable.</summary>
public sealed class PdfPrinter(FontFiles fonts) : IDocumentPrinter
{
    /// <summary>The library keeps its fonts in static tables; one document is written at a time.</summary>
    static readonly SemaphoreSlim Writing = new(1, 1);

    public async Task<PrintedDocument> PrintAsync(Sheet sheet, CancellationToken cancellation)
    {
        var faces = await fonts.FacesAsync(cancellation);
        var (pages, missing) = SheetLayout.Lay(sheet, faces);
        await Writing.WaitAsync(cancellation);
        try
        {
            return new PrintedDocument(StablePdf.Of(Write(sheet, pages, faces)), pages.Count, missing);
        }
        finally
        {
            Writing.Release();
        }
    }

    static byte[] Write(Sheet sheet, IReadOnlyList<PageMarks> pages, Faces faces)
    {
        var names = FaceNames.Register(faces);
        using var document = new PdfDocument();
        document.Info.Title = $"{sheet.Title} {sheet.Number}";
        document.Info.CreationDate = sheet.MadeAt.ToDateTimeUtc();
        document.Info.ModificationDate = sheet.MadeAt.ToDateTimeUtc();
        foreach (var marks in pages)
        {
            var page = document.AddPage();
            page.Width = XUnit.FromPoint(Paper.Width);
            page.Height = XUnit.FromPoint(Paper.Height);
            using var graphics = XGraphics.FromPdfPage(page);
            foreach (var line in marks.Lines) Draw(graphics, line);
            foreach (var block in marks.Blocks) graphics.DrawRectangle(XBrushes.Black, block.X, block.Y, block.Width, block.Height);
            foreach (var text in marks.Texts) Draw(graphics, text, names);
        }

        using var written = new MemoryStream();
        document.Save(written, closeStream: false);
        return written.ToArray();
    }

    static void Draw(XGraphics graphics, LineMark line)
    {
        var pen = new XPen(XColors.Black, 0.6) { DashStyle = line.Dashed ? XDashStyle.Dash : XDashStyle.Solid };
        graphics.DrawLine(pen, line.X1, line.Y1, line.X2, line.Y2);
    }

    /// <summary>Neighbours of one face in one piece: so a name that is searched for is found whole.</summary>
    static void Draw(XGraphics graphics, TextMark text, IReadOnlyList<string> names)
    {
        var x = text.X;
        for (var start = 0; start < text.Glyphs.Count;)
        {
            var face = text.Glyphs[start].Face;
            var run = text.Glyphs.Skip(start).TakeWhile(glyph => glyph.Face == face).ToList();
            var words = run.Aggregate(new StringBuilder(), (all, glyph) => all.Append(glyph.Character.ToString())).ToString();
            var font = new XFont(
                names[face], text.Size, XFontStyleEx.Regular,
                new XPdfFontOptions(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset));
            graphics.DrawString(words, font, XBrushes.Black, x, text.Y);
            x += run.Sum(glyph => glyph.Width) * text.Size;
            start += run.Count;
        }
    }

    /// <summary>The library asks one resolver for the whole process; a font's name here is the digest of its bytes.</summary>
    sealed class FaceNames : IFontResolver
    {
        static readonly FaceNames Only = new();

        readonly Dictionary<string, byte[]> known = new(StringComparer.Ordinal);

        /// <summary>Called under the lock of <see cref="Writing"/>.</summary>
        public static IReadOnlyList<string> Register(Faces faces)
        {
            if (GlobalFontSettings.FontResolver != Only) GlobalFontSettings.FontResolver = Only;
            return [.. faces.All.Select(Only.NameOf)];
        }

        public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
            known.ContainsKey(familyName) ? new FontResolverInfo(familyName) : null;

        public byte[]? GetFont(string faceName) => known.GetValueOrDefault(faceName);

        string NameOf(TrueTypeFace face)
        {
            var name = face.Name;
            known.TryAdd(name, face.Data);
            return name;
        }
    }
}
