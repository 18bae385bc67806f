using NodaTime;

namespace Application.Documents;

/// <summary>A paper as it is to be printed: words and their order, no measure of paper.</summary>
/// <param name="Number">Printed under the title, and at the head of every further page.</param>
/// <param name="MadeAt">Written into the file as its date, so that the same sheet gives the same bytes.</param>
public sealed record Sheet(string Title, string Number, Instant MadeAt, IReadOnlyList<SheetPart> Parts)
{
    /// <summary>The same sheet with a code in the place of this name, where it has one.</summary>
    /// <param name="code">Null leaves the place empty.</param>
    public Sheet With(string room, string caption, IReadOnlyList<IReadOnlyList<bool>>? code) =>
        code is null
            ? this
            : this with
            {
                Parts =
                [
                    .. Parts.Select(part => part is SheetPart.Room found && found.Name == room
                        ? found with { Caption = caption, Code = code }
                        : part),
                ],
            };
}

/// <summary>What a sheet consists of, from top to bottom.</summary>
public abstract record SheetPart
{
    private SheetPart() { }

    /// <param name="Indented">Two characters in, as the body of a Chinese letter is.</param>
    public sealed record Paragraph(string Text, bool Indented) : SheetPart;

    public sealed record Heading(string Text) : SheetPart;

    /// <summary>Label and value, as on the face of a licence.</summary>
    public sealed record Fields(IReadOnlyList<KeyValuePair<string, string>> Rows) : SheetPart;

    /// <param name="Shares">Width of each column, in parts of the whole.</param>
    public sealed record Table(IReadOnlyList<string> Heads, IReadOnlyList<int> Shares, IReadOnlyList<IReadOnlyList<string>> Rows)
        : SheetPart;

    /// <summary>Organ and day at the right, with the place of the seal (印章位置) marked; a seal is put on by hand or elsewhere.</summary>
    public sealed record Signature(string Organ, string Day, string Seal) : SheetPart;

    /// <summary>A place kept free for an image of this size, in points; <paramref name="Caption"/> stands below it.</summary>
    /// <param name="Code">Rows of modules to print there, true for dark; an empty frame where there are none.</param>
    public sealed record Room(
        string Name, double Width, double Height, string Caption, IReadOnlyList<IReadOnlyList<bool>>? Code = null) : SheetPart;
}
