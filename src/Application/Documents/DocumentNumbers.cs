using Application.Ports;
using Domain.Documents;
using NodaTime;
using NodaTime.Text;

namespace Application.Documents;

/// <summary>Numbers of documents whose event drew none: derived from the event, so that a second try makes the same.</summary>
public static class DocumentNumbers
{
    /// <summary>Crockford's base 32: no letter that is read as a digit.</summary>
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    const int Length = 8;

    static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd");

    public static string Of(DocumentTemplate template, string organ, LocalDate on, Guid source, ISm3 sm3)
    {
        var digest = sm3.Hash([.. source.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes(template.Kind)]);
        var tail = string.Concat(digest.Take(Length).Select(part => Alphabet[part % Alphabet.Length]));
        return $"{organ}-{template.Letters}-{Compact.Format(on)}-{tail}";
    }
}
