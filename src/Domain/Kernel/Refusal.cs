namespace Domain.Kernel;

/// <summary>The law and article on which a decision or a refusal rests (法律依据).</summary>
/// <param name="Law">Short title as cited, for example 行政许可法.</param>
/// <param name="Article">Article, with paragraph or item in brackets: 32(4).</param>
public sealed record LegalBasis(string Law, string Article)
{
    public override string ToString() => $"{Law} art {Article}";
}

/// <summary>A rule the command would break. The code is public and never changes its meaning.</summary>
/// <param name="Kind">Decides the HTTP status and whether a repeat can succeed.</param>
/// <param name="Code">Stable, matter.kebab-case.</param>
/// <param name="Title">One Chinese sentence for the person who is refused.</param>
/// <param name="Basis">The law that the command would break; null only where no law but a contract between systems is at stake.</param>
/// <param name="Field">JSON path of the field at fault, where one is.</param>
/// <param name="Detail">What exactly was wrong, in English, without personal data.</param>
public sealed record Refusal(
    RefusalKind Kind, string Code, string Title, LegalBasis? Basis = null, string? Field = null, string? Detail = null)
{
    public static Refusal Malformed(string code, string title, LegalBasis basis, string? field = null) =>
        new(RefusalKind.Malformed, code, title, basis, field);

    public static Refusal WrongState(string code, string title, LegalBasis basis) => new(RefusalKind.WrongState, code, title, basis);

    public static Refusal NotAllowed(string code, string title, LegalBasis basis) => new(RefusalKind.NotAllowed, code, title, basis);
}

public enum RefusalKind
{
    /// <summary>The command could not be right in any state (422).</summary>
    Malformed = 1,

    /// <summary>The command is fine; the matter is not in a state that allows it (409).</summary>
    WrongState = 2,

    /// <summary>Something we must supply is missing; asking again later loses nothing (503).</summary>
    NotReady = 3,

    /// <summary>This person may not do it, whatever the state: wrong office, own case, other district (403).</summary>
    NotAllowed = 4,
}
