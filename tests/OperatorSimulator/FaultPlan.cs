namespace OperatorSimulator;

/// <summary>What goes wrong, drawn for each call; shares are from 0 to 1 and must not add up to more than 1.</summary>
/// <param name="Slow">Done and answered after SlowMs.</param>
/// <param name="Silent">Not done, never answered.</param>
/// <param name="SilentAfter">Done, never answered.</param>
/// <param name="Cut">The connection is cut before anything is done.</param>
/// <param name="CutAfter">Done, and the connection is cut.</param>
/// <param name="Before">503, nothing done.</param>
/// <param name="After">502 although it was done.</param>
/// <param name="Late">503 at once, and done after LateMs.</param>
/// <param name="WrongSeal">Done, and answered under a wrong signature.</param>
/// <param name="Poor">Payer wallets that have no money: their locks are refused for good.</param>
public sealed record Faults(
    int Seed = 1, double Slow = 0, int SlowMs = 300, double Silent = 0, double SilentAfter = 0, double Cut = 0, double CutAfter = 0,
    double Before = 0, double After = 0, double Late = 0, int LateMs = 1500, double WrongSeal = 0, IReadOnlyList<string>? Poor = null);

public enum Fault
{
    None,
    Slow,
    Silent,
    SilentAfter,
    Cut,
    CutAfter,
    Before,
    After,
    Late,
    WrongSeal,
}

public sealed class FaultPlan
{
    readonly Lock gate = new();
    readonly Dictionary<Fault, int> drawn = [];
    Faults faults = new();
    Random random = new(1);

    /// <summary>How often each fault has happened so far.</summary>
    public IReadOnlyDictionary<string, int> Drawn
    {
        get
        {
            lock (gate) return drawn.ToDictionary(fault => fault.Key.ToString(), fault => fault.Value);
        }
    }

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
            var fault = Choose(random.NextDouble());
            if (fault != Fault.None) drawn[fault] = drawn.GetValueOrDefault(fault) + 1;
            return fault;
        }
    }

    Fault Choose(double number)
    {
        (Fault Fault, double Share)[] shares =
        [
            (Fault.Slow, faults.Slow), (Fault.Silent, faults.Silent), (Fault.SilentAfter, faults.SilentAfter), (Fault.Cut, faults.Cut),
            (Fault.CutAfter, faults.CutAfter), (Fault.Before, faults.Before), (Fault.After, faults.After), (Fault.Late, faults.Late),
            (Fault.WrongSeal, faults.WrongSeal),
        ];
        foreach (var (fault, share) in shares)
        {
            if (number < share) return fault;
            number -= share;
        }

        return Fault.None;
    }
}
