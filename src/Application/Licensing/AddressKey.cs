using System.Text;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.Licensing;

/// <summary>An address as it is compared: width, blanks and the case of letters are spelling. Only its SM3 leaves the edge.</summary>
public static class AddressKey
{
    public static string Standard(string address) =>
        new([.. IdentifierCheck.Unify(address).Where(c => !char.IsWhiteSpace(c)).Select(char.ToUpperInvariant)]);

    public static string Of(string address, ISm3 sm3) =>
        Convert.ToHexStringLower(sm3.Hash(Encoding.UTF8.GetBytes(Standard(address))));

    /// <summary>The entry of a list that has the address; null without a list or where it has none.</summary>
    public static CommitmentMatch? Match(string? address, CommitmentList? list, ISm3 sm3) =>
        address is not null && list?.Find(Of(address, sm3)) is { } entry ? new CommitmentMatch(list.Edition, entry.EntryId) : null;
}
