using NodaTime;

namespace Domain.Documents;

/// <summary>The approved wording of a document, for a span of time; data, and a document says which edition it was printed from.</summary>
/// <param name="Letters">In the document's number: BZ, SL, BSL, …</param>
/// <param name="InForceTo">Last day, inclusive.</param>
/// <param name="Basis">Where the law asks for the document, as cited in print.</param>
/// <param name="Seal">Whose seal belongs on it.</param>
/// <param name="Decides">True where its service is the delivery of the decision (行政许可法 art 44).</param>
/// <param name="Matter">Whose licences its words are for; null where they are the same for all.</param>
public sealed record DocumentTemplate(
    string Kind, string Edition, string Title, string Letters, LocalDate InForceFrom, LocalDate? InForceTo, string Basis,
    string Seal, bool Decides, string Source, IReadOnlyList<TemplatePart> Parts, string? Matter = null)
{
    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);
}

/// <summary>A part of a document; exactly one of the first six is set.</summary>
/// <param name="Text">A paragraph; {name} stands for a value.</param>
/// <param name="Open">A paragraph that is not indented: the address.</param>
/// <param name="Fields">Label and value, as on the face of a licence.</param>
/// <param name="List">Name of a list, printed as a table with <paramref name="Columns"/>.</param>
/// <param name="Room">Name of a place kept free for an image.</param>
/// <param name="Sign">True for organ, day and the place of the seal.</param>
/// <param name="When">Printed only where this value is there.</param>
public sealed record TemplatePart(
    string? Text = null, string? Open = null, string? Heading = null, IReadOnlyList<TemplateField>? Fields = null,
    string? List = null, string? Room = null, bool Sign = false, IReadOnlyList<TemplateColumn>? Columns = null, string? When = null);

public sealed record TemplateField(string Label, string Value);

/// <param name="Share">Width, in parts of the whole.</param>
public sealed record TemplateColumn(string Head, string Value, int Share);
