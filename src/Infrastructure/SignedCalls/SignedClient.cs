using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Application.Ports;

namespace Infrastructure.SignedCalls;

/// <summary>Who we are to an outside system, and the secret shared with it (contracts/signing).</summary>
public sealed record AppPair(string OwnApp, string OtherApp, byte[] Secret);

/// <param name="Status">Of HTTP; 0 where there was no answer.</param>
/// <param name="IsSigned">Whether the counterpart's signature holds; without it an answer says nothing.</param>
/// <param name="Fault">timeout or connection where there was no answer.</param>
public sealed record SignedAnswer(int Status, bool IsSigned, byte[] Body, string? Fault)
{
    /// <summary>Why this answer cannot be believed under a status that is looked at; null where it can.</summary>
    public string? WhyNotBelieved(params int[] believed) =>
        Fault
        ?? (!believed.Contains(Status) ? string.Create(CultureInfo.InvariantCulture, $"http-{Status}") : IsSigned ? null : "signature");
}

/// <summary>Calls another system over HTTP, signs the call and checks the signature of the answer.</summary>
public sealed class SignedClient : IDisposable
{
    const int LargestAnswer = 1024 * 1024;

    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    readonly HttpClient http;
    readonly Uri address;
    readonly AppPair pair;
    readonly ISm3 sm3;
    readonly TimeProvider machineClock;

    public SignedClient(Uri address, TimeSpan timeout, AppPair pair, ISm3 sm3, TimeProvider machineClock)
    {
        (this.address, this.pair, this.sm3, this.machineClock) = (address, pair, sm3, machineClock);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Others are told facts, not how we trace our requests.
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <param name="body">Empty for a question.</param>
    public async Task<SignedAnswer> SendAsync(HttpMethod method, string path, byte[] body, CancellationToken cancellation)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        try
        {
            using var request = Signed(method, path, body, nonce);
            using var response = await http.SendAsync(request, cancellation);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
            return new SignedAnswer((int)response.StatusCode, IsSigned(response, answer, nonce), answer, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SignedAnswer(0, false, [], "timeout");
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return new SignedAnswer(0, false, [], "connection");
        }
    }

    public void Dispose() => http.Dispose();

    HttpRequestMessage Signed(HttpMethod method, string path, byte[] body, string nonce)
    {
        var target = new Uri(address, path);
        var timestamp = machineClock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var text = SignedText.OfRequest(method.Method, target.PathAndQuery, pair.OwnApp, timestamp, nonce, sm3, body);
        var request = new HttpRequestMessage(method, target);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        request.Headers.Add("X-App", pair.OwnApp);
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", SignedText.Sign(sm3, pair.Secret, text));
        return request;
    }

    bool IsSigned(HttpResponseMessage response, byte[] answer, string nonce)
    {
        if (Header(response, "X-App") != pair.OtherApp || Header(response, "X-Nonce") != nonce) return false;
        if (Header(response, "X-Timestamp") is not { } timestamp || Header(response, "X-Signature") is not { } signature) return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return false;
        var apart = machineClock.GetUtcNow().ToUnixTimeMilliseconds() - (decimal)milliseconds;
        if (Math.Abs(apart) > (decimal)Skew.TotalMilliseconds) return false;

        var text = SignedText.OfResponse((int)response.StatusCode, pair.OtherApp, timestamp, nonce, sm3, answer);
        return SignedText.Matches(SignedText.Sign(sm3, pair.Secret, text), signature);
    }

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
