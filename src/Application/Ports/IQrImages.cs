namespace Application.Ports;

/// <summary>QR codes of proofs: error correction M, alphanumeric mode, with the quiet zone of four modules.</summary>
public interface IQrImages
{
    /// <param name="pixels">Side of a module.</param>
    byte[] Png(string text, int pixels);

    string Svg(string text);

    /// <summary>Rows of modules, true for dark, quiet zone included; for whoever prints them as squares.</summary>
    IReadOnlyList<IReadOnlyList<bool>> Matrix(string text);
}
