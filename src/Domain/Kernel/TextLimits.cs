namespace Domain.Kernel;

/// <summary>How long a text may be, in UTF-16 units (TXT-2). Set here: no law names a length.</summary>
public static class TextLimits
{
    /// <summary>Of a party, a venue, a pool, a body, a material.</summary>
    public const int Name = 200;

    public const int PersonName = 100;

    public const int Address = 300;

    /// <summary>A number of an identity document, and its kind.</summary>
    public const int IdNumber = 50;

    public const int Phone = 50;

    public const int CertificateNo = 100;

    public const int FileName = 255;

    /// <summary>RFC 5321, 4.5.3.1.3.</summary>
    public const int Email = 254;

    /// <summary>A reason, an opinion, a record, a proof: of several lines.</summary>
    public const int Words = 4000;

    /// <summary>Entries of a list in a form.</summary>
    public const int Entries = 500;
}
