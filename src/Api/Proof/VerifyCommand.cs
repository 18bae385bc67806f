using System.CommandLine;
using System.Text;
using Domain.Proof;
using Infrastructure.Proof;
using NodaTime;
using NodaTime.Text;

namespace Api.Proof;

/// <summary>Checks a permit's QR text from files alone: no network, no database, no settings (PRF-10).</summary>
static class VerifyCommand
{
    const int Usage = 2;

    /// <summary>Nothing that is asked for here is larger; a longer file is not read to its end.</summary>
    const int Largest = RevocationList.LargestFile + 1;

    public static Command Create()
    {
        var qr = new Option<string>("--qr") { Description = "The QR text itself, or a file that holds it.", Required = true };
        var keys = new Option<string>("--keys") { Description = "The key set, from GET /proof/keys.", Required = true };
        var list = new Option<string>("--list") { Description = "The list, from GET /proof/revocation-list.", Required = true };
        var at = new Option<string?>("--at") { Description = "The moment asked about, like 2026-05-01T09:00:00+08:00; now unless told." };
        var lookBack = new Option<bool>("--look-back") { Description = "Judge a moment before the list was made by the days in it." };
        var command = new Command("verify", "Check a permit's QR code with no network; exit codes in docs/proof-format.md.");
        foreach (var option in new Option[] { qr, keys, list, at, lookBack }) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var moment = MomentOf(parsed.GetValue(at));
            if (moment is null) return await FailAsync("--at is not a moment with an offset.");
            if (!File.Exists(parsed.GetValue(keys))) return await FailAsync("--keys names no file.");
            if (!File.Exists(parsed.GetValue(list))) return await FailAsync("--list names no file.");

            var text = parsed.GetValue(qr)!;
            if (!File.Exists(text) && !text.StartsWith(PermitProof.Format, StringComparison.Ordinal))
                return await FailAsync($"--qr names no file, and is no QR text, which begins with {PermitProof.Format}.");

            var question = new ProofQuestion(
                File.Exists(text) ? await ReadAsync(text, cancellation) : Encoding.UTF8.GetBytes(text),
                await ReadAsync(parsed.GetValue(keys)!, cancellation), await ReadAsync(parsed.GetValue(list)!, cancellation),
                moment.Value, parsed.GetValue(lookBack));
            var verdict = ProofVerifier.Judge(question, new OpenSslSignatures());
            await Console.Out.WriteAsync(Print(verdict));
            return (int)verdict.Kind;
        });
        return command;
    }

    static Instant? MomentOf(string? text)
    {
        if (text is null) return SystemClock.Instance.GetCurrentInstant();
        return OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var moment } ? moment.ToInstant() : null;
    }

    static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (content.Length < Largest && (count = await file.ReadAsync(buffer, cancellation)) > 0) content.Write(buffer, 0, count);
        return content.ToArray();
    }

    static string Print(Verdict verdict)
    {
        var text = new StringBuilder().Append(verdict.Chinese).Append('\n').Append(verdict.English).Append('\n');
        if (verdict is not { Proof: { } proof, Key: { } key }) return text.ToString();

        Line(text, "许可证编号 permit", proof.PermitNo);
        Line(text, "电子证照标识 identifier", proof.Identifier);
        Line(text, "发证机关 organ", proof.Organ);
        Line(text, "场所辖区 district", proof.District);
        Line(text, "项目 sports", string.Join(", ", proof.Sports));
        Line(text, "救生员 lifeguards", Show(proof.Lifeguards));
        Line(text, "指导员 instructors", Show(proof.Instructors));
        Line(text, "救护员 rescuers", Show(proof.Rescuers));
        Line(text, "有效期 term", $"{LocalDatePattern.Iso.Format(proof.ValidFrom)} – {LocalDatePattern.Iso.Format(proof.ValidTo)}");
        Line(text, "签发 issued", InstantPattern.General.Format(proof.IssuedAt));
        Line(text, "密钥 key", key.Production ? key.Kid : $"{key.Kid} ({ProofKeySet.SoftwareNotice})");
        return text.ToString();
    }

    static string Show(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    static void Line(StringBuilder text, string name, string value) =>
        text.Append("  ").Append(name).Append(": ").Append(value).Append('\n');

    static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return Usage;
    }
}
