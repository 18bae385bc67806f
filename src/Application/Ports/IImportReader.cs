using Domain.Importing;

namespace Application.Ports;

/// <summary>Reads a file of existing permits, whatever it calls itself: CSV or XLSX by its bytes.</summary>
public interface IImportReader
{
    /// <param name="encoding">utf-8 or gb18030 where the caller knows it; null to find it out.</param>
    ImportSource Open(byte[] content, string? encoding);
}

/// <summary>An opened file; its lines are read once, front to back.</summary>
public abstract class ImportSource : IDisposable
{
    /// <summary>csv or xlsx; null where it is neither, and nothing of it is kept.</summary>
    public abstract string? Format { get; }

    /// <summary>Of a CSV: utf-8, utf-8-bom, utf-16, gb18030.</summary>
    public virtual string? Encoding => null;

    public virtual IReadOnlySet<int> HiddenColumns { get; } = new HashSet<int>();

    /// <summary>What was found so far; complete once the lines are read.</summary>
    public IReadOnlyList<ImportFinding> Findings => Found;

    protected List<ImportFinding> Found { get; } = [];

    /// <summary>The header first; blank lines are left out.</summary>
    public abstract IEnumerable<ImportLine> Lines();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}

/// <summary>The template in both formats.</summary>
public interface IImportTemplate
{
    byte[] Csv();

    byte[] Xlsx();
}
