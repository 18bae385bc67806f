using System.Text.RegularExpressions;
using Domain.Documents;
using NodaTime;

namespace Application.Documents;

/// <summary>What is put into a template: words by name, and lists of rows of words.</summary>
/// <remarks>A value that is null or empty is not there; a paragraph that needs it with <c>when</c> is left out.</remarks>
public sealed record SheetValues(
    IReadOnlyDictionary<string, string?> Words, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists)
{
    public bool Has(string name) =>
        (Words.TryGetValue(name, out var word) && !string.IsNullOrEmpty(word))
        || (Lists.TryGetValue(name, out var rows) && rows.Count > 0);
}

/// <summary>Template and values to a sheet. A template that asks for a word nobody supplies is a mistake of ours and throws.</summary>
public static partial class SheetFilling
{
    /// <summary>Printed in the place of a value that is not there or cannot be opened any more.</summary>
    public const string Absent = "——";

    /// <summary>Large enough for a code of version 12 with its quiet zone, at half a millimetre a module.</summary>
    const double RoomSize = 110;

    public static Sheet Fill(DocumentTemplate template, string number, Instant madeAt, string organ, LocalDate day, SheetValues values) =>
        new(template.Title, number, madeAt,
        [
            .. template.Parts.Where(part => part.When is not { } name || values.Has(name))
                .Select(part => PartOf(part, template, organ, day, values)),
        ]);

    static SheetPart PartOf(TemplatePart part, DocumentTemplate template, string organ, LocalDate day, SheetValues values) =>
        part switch
        {
            { Text: { } text } => new SheetPart.Paragraph(Words(text, values), Indented: true),
            { Open: { } text } => new SheetPart.Paragraph(Words(text, values), Indented: false),
            { Heading: { } text } => new SheetPart.Heading(Words(text, values)),
            { Fields: { } fields } => new SheetPart.Fields(
                [.. fields.Select(field => KeyValuePair.Create(field.Label, Words(field.Value, values)))]),
            { List: { } list, Columns: { } columns } => new SheetPart.Table(
                [.. columns.Select(column => column.Head)], [.. columns.Select(column => column.Share)],
                [.. values.Lists[list].Select(row => (IReadOnlyList<string>)[.. columns.Select(column => row[column.Value])])]),
            { Room: { } room } => new SheetPart.Room(room, RoomSize, RoomSize, "核验二维码位置"),
            { Sign: true } => new SheetPart.Signature(organ, PrintedWords.Day(day), template.Seal),
            _ => throw new InvalidOperationException($"A part of {template.Edition} says nothing."),
        };

    static string Words(string text, SheetValues values) =>
        Place().Replace(text, match => values.Words.TryGetValue(match.Groups["name"].Value, out var word)
            ? string.IsNullOrEmpty(word) ? Absent : word
            : throw new KeyNotFoundException($"No value is known for {match.Value}."));

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
