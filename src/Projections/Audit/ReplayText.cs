using System.Globalization;
using System.Text;
using Domain.Licensing;
using NodaTime;
using NodaTime.Text;

namespace Projections.Audit;

/// <summary>The replay as plain text, for the command line and for paper.</summary>
public static class ReplayText
{
    static readonly ZonedDateTimePattern Moment =
        ZonedDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss o<+HH:mm>", null);

    public static string Write(ReplayDocument replay)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{replay.Kind}/{replay.Id} at version {replay.Version}\n");
        foreach (var act in replay.Events) Write(text, act);
        if (replay.State is { } state)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nState at version {replay.Version}\n");
            foreach (var value in JsonChanges.Between(null, state)) text.Append("  ").Append(Line(value)).Append('\n');
        }

        return text.ToString();
    }

    static void Write(StringBuilder text, ReplayedAct act)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nv{act.Version}  {Local(act.Timestamp)}  {act.Type}  {act.Act}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  by {act.Actor?.Value ?? "nobody"} as {act.Role ?? "-"} of {act.District ?? "-"}");
        if (act.LegalBasis is { } basis) text.Append(CultureInfo.InvariantCulture, $"; basis {basis}");
        text.Append(CultureInfo.InvariantCulture, $"; position {act.Position}, event {act.EventId}\n");
        foreach (var deadline in act.Deadlines) Write(text, deadline);
        foreach (var change in act.Changes.Where(change => !IsOfDeadlines(change)))
            text.Append("  ").Append(Line(change)).Append('\n');
    }

    static void Write(StringBuilder text, ReplayedDeadline deadline)
    {
        text.Append(CultureInfo.InvariantCulture,
            $"  deadline {deadline.Kind}: {deadline.State}, last day {LocalDatePattern.Iso.Format(deadline.Due)}, ");
        text.Append(CultureInfo.InvariantCulture, $"{deadline.Rule}, {deadline.LegalBasis}\n");
        foreach (var line in deadline.Derivation) text.Append("      ").Append(line).Append('\n');
    }

    /// <summary>Deadlines are told line by line above; their values would say it twice.</summary>
    static bool IsOfDeadlines(Change change) => change.Path.StartsWith("progress.deadlines", StringComparison.Ordinal);

    static string Line(Change change) => (change.From, change.To) switch
    {
        (null, { } to) => $"{change.Path}: {to}",
        ({ } from, null) => $"{change.Path}: {from} → none",
        _ => $"{change.Path}: {change.From} → {change.To}",
    };

    static string Local(Instant moment) => Moment.Format(moment.InZone(WorkCalendar.Zone));
}
