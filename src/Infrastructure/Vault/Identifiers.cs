using System.Security.Cryptography;
using System.Text;
using Application.Ports;
using Domain.Identity;
using Infrastructure.Cryptography;
using NodaTime;

namespace Infrastructure.Vault;

/// <summary>From what identifies a person outside to what stands for it here.</summary>
public static class Identifiers
{
    const string CitizenIdScheme = "111";
    const string LoginScheme = "login";

    /// <summary>Crockford's alphabet: no I, L, O, U, so that a reference survives a telephone.</summary>
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    const string Prefix = "p-";
    const int Length = 26;

    /// <summary>One spelling for one person: half width, no blanks around, 15 digits to 18, upper case where case says
    /// nothing.</summary>
    public static string Normalise(PersonIdentifier identifier)
    {
        var text = IdentifierCheck.Unify(identifier.Value);
        return identifier.Scheme switch
        {
            LoginScheme => text,
            CitizenIdScheme => CitizenId.Check(text, LocalDate.MaxIsoValue).Value ?? text.ToUpperInvariant(),
            _ => text.ToUpperInvariant(),
        };
    }

    /// <summary>Finds a person without telling who it is: HMAC-SM3 over scheme and identifier.</summary>
    internal static byte[] BlindIndex(MasterKey master, PersonIdentifier identifier) =>
        Sm3.HmacData(master.BlindIndex, Encoding.UTF8.GetBytes($"{identifier.Scheme}\0{Normalise(identifier)}"));

    /// <summary>A new reference, drawn and not derived: it says nothing even to who holds every key.</summary>
    internal static PersonRef NewReference() =>
        new(Prefix + RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Whether a text has the form of a reference.</summary>
    public static bool IsReference(string text) =>
        text.Length == Prefix.Length + Length
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(Alphabet.Contains);
}
