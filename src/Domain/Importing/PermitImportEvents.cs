using Domain.Identity;

namespace Domain.Importing;

// Stored for good in the stream permit-import/{importId}.

public abstract record PermitImportEvent { private protected PermitImportEvent() { } }

/// <summary>A file of existing permits was read and judged row by row; it is kept sealed under a key of its own.</summary>
/// <param name="Sm3">Of the file's bytes.</param>
/// <param name="Format">csv or xlsx, by its bytes.</param>
/// <param name="Encoding">Of a CSV: utf-8, utf-8-bom, utf-16, gb18030; null for a workbook.</param>
/// <param name="Asked">The encoding the caller named; null where it was found out.</param>
/// <param name="Problems">Findings that stand against the import; with one of them nothing is taken over.</param>
/// <param name="Notes">Findings that are recorded only.</param>
/// <param name="CheckedBy">May not commit it.</param>
public sealed record ImportChecked(
    FileId File, string Sm3, long Size, string Format, string? Encoding, string? Asked, int Rows, int Problems, int Notes,
    PersonRef CheckedBy) : PermitImportEvent;

/// <summary>Every row of the file became a permit, in this very transaction.</summary>
/// <param name="NumbersDrawn">Permits whose number on paper could not be kept.</param>
public sealed record ImportCommitted(string Sm3, int Permits, int NumbersDrawn, PersonRef CommittedBy) : PermitImportEvent;
