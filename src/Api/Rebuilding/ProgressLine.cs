using System.Globalization;
using Projections.Rebuilding;

namespace Api.Rebuilding;

/// <summary>A bar that grows in one line of a terminal; in a file, a line for every tenth.</summary>
public sealed class ProgressLine(TextWriter output, bool isTerminal) : IProgress<RebuildProgress>
{
    const int Width = 30;

    readonly Lock gate = new();
    double told = -10;
    bool isOpen;

    public void Report(RebuildProgress value)
    {
        lock (gate)
        {
            if (isTerminal) output.Write($"\r{Text(value)}   ");
            else if (value.Percent - told >= 10 || value.Percent >= 100) output.WriteLine(Text(value));
            else return;
            (told, isOpen) = (value.Percent >= 100 ? -10 : value.Percent, isTerminal);
        }
    }

    /// <summary>What follows begins on a line of its own.</summary>
    public void End()
    {
        lock (gate)
        {
            if (isOpen) output.WriteLine();
            isOpen = false;
        }
    }

    public static string Text(RebuildProgress value)
    {
        var filled = (int)(value.Percent * Width / 100);
        var left = value.SecondsLeft is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {seconds} s left") : "";
        var bar = new string('#', filled) + new string('.', Width - filled);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Step,-6} [{bar}] {value.Percent,5:F1} %  {value.EventsPerSecond} events/s{left}");
    }
}
