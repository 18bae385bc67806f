using System.Globalization;
using System.Text;
using Application.Ports;
using Domain.Identity;

namespace Application.Subsidies;

/// <summary>Seeds of draws and the pseudonyms of their entries: derived, so that nothing secret is stored (ADR 35).</summary>
public sealed class DrawSecrets(ISubsidyKeys keys, ISm3 sm3)
{
    public byte[] SeedOf(string programmeNo, int batch) => Derive("seed", programmeNo, batch, "");

    /// <summary>SM3 of the seed, hex, lower case.</summary>
    public string CommitmentOf(string programmeNo, int batch) => Convert.ToHexStringLower(sm3.Hash(SeedOf(programmeNo, batch)));

    /// <summary>Stands for a person in this draw alone, and says nothing to whoever has not the key.</summary>
    public string PseudonymOf(string programmeNo, int batch, PersonRef person) =>
        $"ps-{Convert.ToHexStringLower(Derive("entry", programmeNo, batch, person.Value).AsSpan(0, 16))}";

    byte[] Derive(string use, string programmeNo, int batch, string of) =>
        sm3.Hmac(keys.Draws, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{use}\n{programmeNo}\n{batch}\n{of}")));
}
