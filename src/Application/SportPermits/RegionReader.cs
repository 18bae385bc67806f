using Application.Reading;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>Reads a region code; whether it is in force, and whose it is, is for the rules to say.</summary>
public static class RegionReader
{
    public static string? Read(Lenient region, FormDraft draft)
    {
        var text = region.Text(true);
        if (text is null) return null;

        var code = Regions.Shorten(text);
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
        {
            draft.Defects.Add(ReadingDefects.UnknownValue(region.Path));
            return null;
        }

        if (code != text) draft.Normalised.Add(new Normalisation(region.Path, "region.twelve-digits"));
        return code;
    }
}
