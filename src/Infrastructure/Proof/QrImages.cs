using System.Globalization;
using System.Text;
using Application.Ports;
using QRCoder;

namespace Infrastructure.Proof;

public sealed class QrImages : IQrImages
{
    public byte[] Png(string text, int pixels)
    {
        using var code = Encode(text);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(pixels);
    }

    /// <summary>One path of squares, so that it prints sharp at any size.</summary>
    public string Svg(string text)
    {
        var matrix = Matrix(text);
        var path = new StringBuilder();
        for (var y = 0; y < matrix.Count; y++)
        {
            for (var x = 0; x < matrix.Count; x++)
            {
                if (matrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {matrix.Count} {matrix.Count}\" shape-rendering=\"crispEdges\">"
            + $"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\"/></svg>");
    }

    public IReadOnlyList<IReadOnlyList<bool>> Matrix(string text)
    {
        using var code = Encode(text);
        return [.. code.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }

    /// <summary>Version of the symbol, from 1; PRF-2 allows 12.</summary>
    public static int VersionOf(string text)
    {
        using var code = Encode(text);
        return code.Version;
    }

    static QRCodeData Encode(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
}
