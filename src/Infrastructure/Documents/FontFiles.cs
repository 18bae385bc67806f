using System.Security.Cryptography;
using Application.Ports;
using Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;

namespace Infrastructure.Documents;

/// <summary>Where the fonts of documents are; installs the distribution's packages where there are none and it may.</summary>
/// <remarks>
/// The Chinese font has no Latin letters and no digits, so a second one brings them. A font that the installation names
/// (Regulation__Font) is taken alone: what it lacks is shown as missing.
/// </remarks>
public sealed class FontFiles(string? chosen)
{
    const string Chinese = "DroidSansFallbackFull.ttf";
    const string Latin = "DejaVuSans.ttf";
    const string Packages = "fonts-droid-fallback fonts-dejavu-core";

    const string Advice =
        $"install a Chinese TrueType font (Debian, Ubuntu: apt-get install {Packages}), or set Regulation__Font to the file of one";

    static readonly string[] Folders =
    [
        "/usr/share/fonts", "/usr/share/fonts-droid-fallback", "/usr/local/share/fonts",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/share/fonts"),
    ];

    static readonly SemaphoreSlim Installing = new(1, 1);

    Faces? faces;

    /// <summary>True after fonts were looked for and not found; a later search may find them.</summary>
    public bool Missing { get; private set; }

    public static FontFiles From(IConfiguration configuration) => new(configuration["Regulation:Font"]);

    /// <exception cref="PrinterNotReadyException">No font is here, and none could be installed.</exception>
    public async Task<Faces> FacesAsync(CancellationToken cancellation)
    {
        if (faces is { } known) return known;

        await Installing.WaitAsync(cancellation);
        try
        {
            faces ??= await FindOrInstallAsync(cancellation);
            Missing = false;
            return faces;
        }
        catch (PrinterNotReadyException)
        {
            Missing = true;
            throw;
        }
        finally
        {
            Installing.Release();
        }
    }

    async Task<Faces> FindOrInstallAsync(CancellationToken cancellation)
    {
        if (chosen is { Length: > 0 } && !File.Exists(chosen))
            throw new PrinterNotReadyException($"Regulation__Font names {chosen}, which is not there.");

        if (Wanted().Any(name => Find(name) is null)) await InstallAsync(cancellation);
        string?[] paths = [chosen is { Length: > 0 } ? chosen : null, .. Wanted().Select(Find)];
        var found = new List<TrueTypeFace>();
        foreach (var path in paths.OfType<string>())
        {
            found.Add(TrueTypeFace.Read(await File.ReadAllBytesAsync(path, cancellation))
                ?? throw new PrinterNotReadyException($"{path} is no single TrueType font with a Unicode table."));
        }

        return new Faces(found);
    }

    IEnumerable<string> Wanted() => chosen is { Length: > 0 } ? [] : [Chinese, Latin];

    static string? Find(string name) =>
        Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    static async Task InstallAsync(CancellationToken cancellation)
    {
        if (Tool.FindOnPath("apt-get") is not { } apt || !Tool.IsRoot)
            throw new PrinterNotReadyException($"There is no font to print documents with, and this user cannot install one: {Advice}.");

        await Console.Error.WriteLineAsync("Fonts to print documents with are not on this machine; installing the distribution's.");
        string[] install = ["-q", "install", "-y", "--no-install-recommends", .. Packages.Split(' ')];
        if ((await Tool.RunAsync(apt, install, cancellation)).ExitCode == 0) return;

        await Tool.RunAsync(apt, ["-q", "update"], cancellation);
        var second = await Tool.RunAsync(apt, install, cancellation);
        if (second.ExitCode != 0)
        {
            throw new PrinterNotReadyException(
                $"There is no font to print documents with, and apt-get could not install one ({second.LastLine}): {Advice}.");
        }
    }

    /// <summary>Tells one font from another by its bytes.</summary>
    internal static string NameOf(byte[] font) => $"font-{Convert.ToHexStringLower(SHA256.HashData(font).AsSpan(0, 8))}";
}
