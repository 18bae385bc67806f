namespace Domain.Identity;

/// <summary>Number of a qualification certificate (资格证书编号), whoever issued it: no scheme is common to all.</summary>
public static class CertificateNumber
{
    /// <summary>ID-7: width, case, blanks and hyphens are spellings, so that one certificate is not shown as two.</summary>
    /// <returns>Empty where nothing else stands in it.</returns>
    public static string Unify(string raw) =>
        string.Concat(IdentifierCheck.Unify(raw).Where(letter => !char.IsWhiteSpace(letter) && letter != '-')).ToUpperInvariant();
}
