using Api.Http;
using Application.Ports;
using Domain.Proof;
using NodaTime;
using Projections;
using Projections.Proof;

namespace Api.Proof;

/// <summary>The sticker at the venue's door: the QR code of a permit's newest certificate.</summary>
public static class PermitQrEndpoints
{
    const string Reason = "经营高危险性体育项目许可管理办法 art 19: the licence hangs where everybody can see it, and this is on it";
    const int Pixels = 8;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var qr = routes.MapGroup("/permits/{permitNo}").WithTags("proof");
        qr.MapGet("/qr", TextAsync).WithName("GetPermitQr").AdmitAnybody(Reason);
        qr.MapGet("/qr.png", PngAsync).WithName("GetPermitQrPng").AdmitAnybody(Reason);
        qr.MapGet("/qr.svg", SvgAsync).WithName("GetPermitQrSvg").AdmitAnybody(Reason);
        routes.MapGet("/register/permits/{permitNo}/proof", ProofAsync).WithTags("register").WithName("GetPermitProof")
            .AdmitAnybody(Reason);
    }

    /// <param name="Fictitious">Whether type and issuer codes of the identifier are made up.</param>
    /// <param name="Ends">Acts that ended the permit, as the list has them.</param>
    public sealed record ProofView(
        string PermitNo, int Version, string Identifier, bool Fictitious, string Kid, Instant IssuedAt, string Qr,
        IReadOnlyList<EndView> Ends);

    public sealed record EndView(ListedStatus Status, LocalDate On);

    static Task<IResult> TextAsync(HttpContext http, string permitNo, PermitProofQueries permits, ReadAnswers reads, IQrImages images) =>
        AnswerAsync(http, permitNo, permits, reads, (issued, _) => http.Request.Headers.Accept.ToString() switch
        {
            "image/png" => Results.Bytes(images.Png(issued.Text, Pixels), "image/png"),
            "image/svg+xml" => Results.Text(images.Svg(issued.Text), "image/svg+xml"),
            _ => Results.Text(issued.Text, "text/plain; charset=us-ascii"),
        });

    static Task<IResult> PngAsync(HttpContext http, string permitNo, PermitProofQueries permits, ReadAnswers reads, IQrImages images) =>
        AnswerAsync(http, permitNo, permits, reads, (issued, _) => Results.Bytes(images.Png(issued.Text, Pixels), "image/png"));

    static Task<IResult> SvgAsync(HttpContext http, string permitNo, PermitProofQueries permits, ReadAnswers reads, IQrImages images) =>
        AnswerAsync(http, permitNo, permits, reads, (issued, _) => Results.Text(images.Svg(issued.Text), "image/svg+xml"));

    static Task<IResult> ProofAsync(HttpContext http, string permitNo, PermitProofQueries permits, ReadAnswers reads) =>
        AnswerAsync(http, permitNo, permits, reads, (issued, permit) => WireJson.Answer(new ProofView(
            permitNo, issued.Version, issued.Identifier, issued.Fictitious, issued.Kid, issued.IssuedAt, issued.Text,
            [.. permit.Ends.Select(end => new EndView(end.Status, end.On))])));

    static async Task<IResult> AnswerAsync(
        HttpContext http, string permitNo, PermitProofQueries permits, ReadAnswers reads,
        Func<CertificateIssued, CertifiedPermit, IResult> show)
    {
        if (await reads.WaitAsync(http, ReadModels.PermitProofs) is { } behind) return behind;

        var found = await permits.FindAsync(permitNo, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value?.Permit is not { } permit) return Problems.NotFound("permit.unknown");
        return found.Value.Newest() is { } issued ? show(issued, permit) : NotYetSigned;
    }

    static Problem NotYetSigned { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "certificate.not-yet-signed", "电子证照正在签发，请稍后重试。",
        Detail: "The certificate of this version is being signed.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
