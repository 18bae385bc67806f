using Application.Documents;

namespace Application.Ports;

/// <summary>Makes a file of a sheet; the same sheet always gives the same bytes.</summary>
public interface IDocumentPrinter
{
    /// <exception cref="PrinterNotReadyException">Something that printing needs is not on this machine.</exception>
    Task<PrintedDocument> PrintAsync(Sheet sheet, CancellationToken cancellation);
}

/// <param name="Content">PDF, A4, with its fonts embedded.</param>
/// <param name="MissingCharacters">Characters that no font here has; each is printed as 〓.</param>
public sealed record PrintedDocument(byte[] Content, int Pages, int MissingCharacters);

/// <summary>Says in one sentence what is missing.</summary>
public sealed class PrinterNotReadyException(string message) : Exception(message);
