namespace Application.SportPermits;

/// <summary>The portal's own numbers as parts of an idempotency key.</summary>
public static class MatterKey
{
    /// <summary>A number may hold slashes; escaped, two different pairs of numbers never make one key.</summary>
    public static string Of(string number) => Uri.EscapeDataString(number);
}
