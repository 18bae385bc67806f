using Api.Policies;
using Application.Policies;
using Application.Ports;
using Application.Proof;
using Domain.Proof;
using Projections.Proof;

namespace Api.Proof;

/// <summary>What signs certificates and lists.</summary>
static class ProofSetup
{
    public static void AddProof(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Codes(configuration["Regulation:CertificateCodes"]));
        services.AddSingleton(ListSchedule.Daily);
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<PermitCertificates>();
        services.AddSingleton<PermitStickers>();
        services.AddSingleton<RevocationLists>();
        services.AddSingleton<PermitProofQueries>();
        services.AddSingleton<ICertifiedPermits, CertifiedPermitsOfReadModel>();
        services.AddSingleton<IPolicy, CertificatePolicy>();
        services.AddSingleton<IPolicy, ReissuePolicy>();
        services.AddSingleton<IPolicy, RevocationListPolicy>();
        services.AddSingleton<IDatedPolicy, RevocationListClock>();
    }

    /// <param name="path">A file of the bureau's own codes; the made-up ones without it.</param>
    static CertificateCodes Codes(string? path)
    {
        if (string.IsNullOrEmpty(path)) return CertificateCodes.BuiltIn;
        if (!File.Exists(path)) throw new InvalidOperationException("Regulation__CertificateCodes names no file.");
        return CertificateCodes.Parse(File.ReadAllBytes(path));
    }
}
