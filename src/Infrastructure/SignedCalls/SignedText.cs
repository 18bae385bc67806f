using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Application.Ports;

namespace Infrastructure.SignedCalls;

/// <summary>The texts that are signed between systems (contracts/signing): HMAC-SM3 over lines joined by one LF.</summary>
public static class SignedText
{
    public static string OfRequest(string method, string target, string app, string timestamp, string nonce, ISm3 sm3, byte[] body) =>
        $"{method}\n{target}\n{app}\n{timestamp}\n{nonce}\n{Hex(sm3.Hash(body))}";

    public static string OfResponse(int status, string app, string timestamp, string nonce, ISm3 sm3, byte[] body) =>
        string.Create(CultureInfo.InvariantCulture, $"{status}\n{app}\n{timestamp}\n{nonce}\n{Hex(sm3.Hash(body))}");

    public static string Sign(ISm3 sm3, byte[] secret, string text) => Hex(sm3.Hmac(secret, Encoding.UTF8.GetBytes(text)));

    /// <summary>Takes equally long whatever the difference.</summary>
    public static bool Matches(string expected, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(sent));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
