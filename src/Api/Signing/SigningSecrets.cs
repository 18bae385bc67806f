namespace Api.Signing;

/// <summary>The secret shared with each outside system, by its app id.</summary>
/// <param name="OwnId">This service's id in the responses it signs.</param>
public sealed record SigningSecrets(string OwnId, IReadOnlyDictionary<string, byte[]> ByApp)
{
    /// <summary>From Regulation:Apps:{app}; the fixed secrets of development exist in that environment alone.</summary>
    public static SigningSecrets From(IConfiguration configuration, bool development)
    {
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (development)
        {
            secrets["portal"] = "portal-development-secret"u8.ToArray();
            secrets["operator"] = "operator-development-secret"u8.ToArray();
            secrets["national"] = "national-development-secret"u8.ToArray();
        }

        foreach (var app in configuration.GetSection("Regulation:Apps").GetChildren())
        {
            if (!string.IsNullOrEmpty(app.Value)) secrets[app.Key] = System.Text.Encoding.UTF8.GetBytes(app.Value);
        }

        return new SigningSecrets(configuration["Regulation:OwnApp"] ?? "regulation", secrets);
    }
}
