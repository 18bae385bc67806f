namespace PortalSimulator;

/// <summary>What goes wrong, drawn for each call; shares are from 0 to 1 and must not add up to more than 1.</summary>
/// <param name="Slow">Stored and answered after SlowMs.</param>
/// <param name="Silent">Not stored, never answered.</param>
/// <param name="SilentAfter">Stored, never answered.</param>
/// <param name="Cut">The connection is cut before anything is stored.</param>
/// <param name="Before">503, nothing stored.</param>
/// <param name="After">503 although it was stored.</param>
/// <param name="WrongSeal">Stored, and answered under a wrong signature.</param>
/// <param name="NotNow">A code below 4000; nothing stored.</param>
/// <param name="Refuse">Code by project number: refused for good while it stands here.</param>
public sealed record Faults(
    int Seed = 1, double Slow = 0, int SlowMs = 300, double Silent = 0, double SilentAfter = 0, double Cut = 0, double Before = 0,
    double After = 0, double WrongSeal = 0, double NotNow = 0, IReadOnlyDictionary<string, int>? Refuse = null);

public enum Fault
{
    None,
    Slow,
    Silent,
    SilentAfter,
    Cut,
    Before,
    After,
    WrongSeal,
    NotNow,
}

public sealed class FaultPlan
{
    readonly Lock gate = new();
    Faults faults = new();
    Random random = new(1);

    public Faults Current
    {
        get
        {
            lock (gate) return faults;
        }
        set
        {
            lock (gate) (faults, random) = (value, new Random(value.Seed));
        }
    }

    public Fault Draw()
    {
        lock (gate)
        {
            var drawn = random.NextDouble();
            (Fault Fault, double Share)[] shares =
            [
                (Fault.Slow, faults.Slow), (Fault.Silent, faults.Silent), (Fault.SilentAfter, faults.SilentAfter), (Fault.Cut, faults.Cut),
                (Fault.Before, faults.Before), (Fault.After, faults.After), (Fault.WrongSeal, faults.WrongSeal),
                (Fault.NotNow, faults.NotNow),
            ];
            foreach (var (fault, share) in shares)
            {
                if (drawn < share) return fault;
                drawn -= share;
            }

            return Fault.None;
        }
    }
}
