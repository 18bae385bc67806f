namespace Api.Hosting;

/// <summary>Bounds of what one request may carry.</summary>
public static class Limits
{
    /// <summary>A file of 20 MiB and a little; JSON bodies are held to 1 MiB by their endpoints.</summary>
    public const long LargestRequest = 21L * 1024 * 1024;
}
