namespace Application.Reading;

/// <summary>Why a body could not be read at all: nothing of it is stored and the same request may come again.</summary>
/// <param name="Code">body.unreadable, body.too-deep, body.duplicate-property, body.unknown-member or body.character-not-allowed.</param>
/// <param name="Field">JSON path; $ is the whole body.</param>
/// <param name="Detail">What was wrong, without a word of what was sent.</param>
public sealed record BodyFault(string Code, string Field, string Detail)
{
    public static BodyFault Unreadable(string field, string detail) => new("body.unreadable", field, detail);

    public static BodyFault UnknownMember(string field) =>
        new("body.unknown-member", field, "The command has no such member, or not beside what else was sent.");
}
