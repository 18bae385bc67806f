using System.Diagnostics;

namespace Api.Tests;

/// <summary>specs/proof.md, PRF-10: what is no QR text is told apart from a bad one.</summary>
public sealed class VerifyCommandSpec
{
    const int Usage = 2;

    const int KeySetUnreadable = 33;

    [Theory]
    [InlineData("missing.txt")]
    [InlineData("/nowhere/qr.txt")]
    [InlineData("hello")]
    [InlineData("")]
    public async Task a_name_of_nothing_is_wrong_use(string qr)
    {
        var (exit, error) = await VerifyAsync(qr);

        Assert.Equal(Usage, exit);
        Assert.Contains("--qr", error, StringComparison.Ordinal);
    }

    /// <summary>The key set is judged first, and here it is none.</summary>
    [Theory]
    [InlineData("RGP1:cut")]
    [InlineData("qr.txt")]
    public async Task a_text_or_a_file_gets_a_verdict(string qr) => Assert.Equal(KeySetUnreadable, (await VerifyAsync(qr)).Exit);

    static async Task<(int Exit, string Error)> VerifyAsync(string qr)
    {
        var folder = Directory.CreateTempSubdirectory("regulation-verify-").FullName;
        try
        {
            foreach (var name in (string[])["keys.json", "list.json", "qr.txt"])
                await File.WriteAllTextAsync(Path.Combine(folder, name), "{}");
            var program = Path.Combine(AppContext.BaseDirectory, "Regulation.dll");
            var start = new ProcessStartInfo(
                "dotnet", [program, "verify", "--qr", qr, "--keys", "keys.json", "--list", "list.json"])
            {
                WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var words = process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync();
            await words;
            await process.WaitForExitAsync();
            return (process.ExitCode, error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
