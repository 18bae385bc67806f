using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bench.Claims;

/// <summary>One connection that posts JSON and reads the answer: as little of HTTP/1.1 as that takes.</summary>
/// <remarks>
/// The generator shares the cores with what it measures. A general client costs several times what the request costs the
/// server; this one costs ours and the base alike, and little.
/// </remarks>
sealed class HttpWire(Uri address, string path) : IDisposable
{
    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] head = Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: ");

    byte[] sending = new byte[2048];
    byte[] received = new byte[4096];
    int filled;

    public async Task ConnectAsync() => await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port));

    /// <returns>Status and body; the body is good until the next call.</returns>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> PostAsync(ReadOnlyMemory<byte> body)
    {
        await socket.SendAsync(Request(body.Span), SocketFlags.None);
        filled = 0;
        while (true)
        {
            if (filled == received.Length) Array.Resize(ref received, 2 * received.Length);
            var read = await socket.ReceiveAsync(received.AsMemory(filled), SocketFlags.None);
            if (read == 0) throw new IOException("The server closed a connection.");
            filled += read;
            if (HttpAnswer.Read(received.AsSpan(0, filled)) is { } answer)
                return (answer.Status, received.AsMemory(answer.From, answer.Length));
        }
    }

    Memory<byte> Request(ReadOnlySpan<byte> body)
    {
        var most = head.Length + body.Length + 20;
        if (sending.Length < most) sending = new byte[2 * most];
        head.CopyTo(sending, 0);
        var at = head.Length;
        body.Length.TryFormat(sending.AsSpan(at), out var digits, default, System.Globalization.CultureInfo.InvariantCulture);
        at += digits;
        "\r\n\r\n"u8.CopyTo(sending.AsSpan(at));
        at += 4;
        body.CopyTo(sending.AsSpan(at));
        return sending.AsMemory(0, at + body.Length);
    }

    public void Dispose() => socket.Dispose();
}

/// <summary>Where an answer stands among the bytes that have come.</summary>
readonly record struct HttpAnswer(int Status, int From, int Length)
{
    /// <returns>Null while it is not there whole.</returns>
    public static HttpAnswer? Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;

        var status = Digits(bytes[9..12]);
        var head = bytes[..end];
        var from = end + 4;
        if (ValueOf(head, "Content-Length: "u8) is { IsEmpty: false } length)
        {
            var wanted = Digits(length);
            return bytes.Length >= from + wanted ? new HttpAnswer(status, from, wanted) : null;
        }

        if (ValueOf(head, "Transfer-Encoding: "u8).IsEmpty) return new HttpAnswer(status, from, 0);

        // Chunked: what is asked of the body is a word in it, so the sizes between the chunks may stay.
        return bytes.EndsWith("0\r\n\r\n"u8) ? new HttpAnswer(status, from, bytes.Length - from) : null;
    }

    static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0) return default;
        var rest = head[(at + name.Length)..];
        var line = rest.IndexOf((byte)'\r');
        return line < 0 ? rest : rest[..line];
    }

    static int Digits(ReadOnlySpan<byte> text) =>
        int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
