using System.Buffers;

namespace Domain.Identity;

/// <summary>Unified social credit code (统一社会信用代码), GB 32100-2015, with the organisation code of GB 11714 inside.</summary>
public static class UnifiedSocialCreditCode
{
    const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const string OrganisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
    static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>ID-2: eighteen characters of the alphabet, a right inner check and a right check character.</summary>
    public static IdentifierCheck Check(string raw)
    {
        var normalised = new List<string>();
        var code = IdentifierCheck.Unify(raw, normalised);
        var upper = code.ToUpperInvariant();
        if (upper != code) normalised.Add("id.lower-case-letters");

        if (upper.Length != 18) return IdentifierCheck.Failed("length");
        if (upper.AsSpan().ContainsAnyExcept(Allowed)) return IdentifierCheck.Failed("alphabet");
        if (upper[16] != OrganisationCheck(upper)) return IdentifierCheck.Failed("organisation-check");
        if (upper[17] != CheckCharacter(upper)) return IdentifierCheck.Failed("check-character");

        return new IdentifierCheck(upper, null, normalised);
    }

    static char CheckCharacter(string code) =>
        Alphabet[(31 - (IdentifierCheck.WeightedSum(code, Weights, Alphabet) % 31)) % 31];

    static char OrganisationCheck(string code)
    {
        var check = 11 - (IdentifierCheck.WeightedSum(code, OrganisationWeights, OrganisationAlphabet, offset: 8) % 11);
        return check switch { 10 => 'X', 11 => '0', _ => (char)('0' + check) };
    }
}
