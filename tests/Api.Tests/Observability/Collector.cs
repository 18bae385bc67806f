using System.Collections.Concurrent;
using System.Net;
using System.Text;
using TestKit;

namespace Api.Tests.Observability;

/// <summary>Takes what OpenTelemetry sends over HTTP in protobuf. Names in it are plain UTF-8, so they are looked for as such.</summary>
sealed class Collector : IDisposable
{
    readonly HttpListener listener = new();
    readonly ConcurrentDictionary<string, ConcurrentBag<byte[]>> received = new();

    public Collector()
    {
        Address = $"http://127.0.0.1:{FreePorts.Next()}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    /// <param name="signal">metrics or traces.</param>
    public bool Has(string signal, string text) => Has(signal, Encoding.UTF8.GetBytes(text));

    /// <param name="bytes">As they are sent: a trace id is sixteen bytes, not their digits.</param>
    public bool Has(string signal, byte[] bytes) =>
        received.TryGetValue($"/v1/{signal}", out var bodies) && bodies.Any(body => body.AsSpan().IndexOf(bytes) >= 0);

    /// <summary>Waits until all of them have come.</summary>
    /// <returns>Those that have not, when the patience is over.</returns>
    public async Task<IReadOnlyList<string>> WithoutAsync(string signal, IEnumerable<string> texts)
    {
        var patience = Task.Delay(TimeSpan.FromSeconds(90));
        var missing = texts.ToList();
        while (missing.RemoveAll(text => Has(signal, text)) >= 0 && missing.Count > 0 && !patience.IsCompleted) await Task.Delay(50);
        return missing;
    }

    public void Dispose() => listener.Close();

    async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var call = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                received.GetOrAdd(call.Request.Url!.AbsolutePath, _ => []).Add(body.ToArray());
                call.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
