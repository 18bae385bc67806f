using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.Subsidies;

/// <summary>Two parameters of a programme that cannot both hold, or one that cannot hold alone.</summary>
/// <param name="Code">Stable, kebab-case, named for the rule that is broken.</param>
/// <param name="Field">JSON path within the terms.</param>
public sealed record Contradiction(string Code, string Field, string Detail);

/// <summary>PRG-3: all contradictions of a programme's terms at once, in the order of the terms.</summary>
public static class TermsContradictions
{
    /// <param name="budget">What is to be frozen for the programme.</param>
    /// <param name="year">Budget year of the fund.</param>
    public static IReadOnlyList<Contradiction> Of(ProgrammeTerms terms, Money budget, int year) =>
    [
        .. OfSpan(terms, year),
        .. OfCodes(terms),
        .. OfChoices(terms),
        .. terms.Kinds.Count == 0 ? [new("kinds-must-exist", "kinds", "a programme has at least one kind of voucher")] : OfNames(terms),
        .. terms.Kinds.SelectMany((kind, at) => OfKind(terms, kind, $"kinds[{at}]")),
        .. terms.Batches.SelectMany((batch, at) => OfBatch(terms, batch, $"batches[{at}]")),
        .. OfBudget(terms, budget),
        .. OfLimits(terms),
        .. OfUse(terms.Use),
        .. OfPeople(terms),
        .. OfRecycling(terms),
    ];

    static IEnumerable<Contradiction> OfSpan(ProgrammeTerms terms, int year)
    {
        if (terms.ClosesOn < terms.OpensOn) yield return new("closing-must-follow-opening", "closesOn", "before opensOn");
        if (terms.OpensOn.Year != year || terms.ClosesOn.Year != year)
            yield return new("span-must-be-in-budget-year", "closesOn", $"the fund is of {year}");
        if (terms.MerchantCap is { } cap && !cap.IsPayable())
            yield return new("merchant-cap-must-be-payable", "merchantCap", "above nothing");
        else if (terms.Kinds.Any(kind => kind.Face > terms.MerchantCap))
            yield return new("merchant-cap-must-reach-face", "merchantCap", "a venue could not be paid for one voucher");
    }

    /// <summary>What is published as it stands names nobody.</summary>
    static IEnumerable<Contradiction> OfCodes(ProgrammeTerms terms)
    {
        var numbers = terms.Kinds.Select((kind, at) => ($"kinds[{at}].code", kind.Code))
            .Concat(terms.Venues.Select((venue, at) => ($"venues[{at}]", venue)));
        foreach (var (field, number) in numbers.Where(one => !Citations.IsBureauNumber(one.Item2)))
            yield return new("code-must-be-a-code", field, "3 to 20 capital letters, digits and hyphens, and nobody's number");
        var sports = terms.Sports.Select((sport, at) => ($"sports[{at}]", (string?)sport))
            .Concat(terms.Kinds.Select((kind, at) => ($"kinds[{at}].sport", kind.Sport)).Where(one => one.Sport is not null));
        foreach (var (field, sport) in sports.Where(one => !SportCodes.IsKnown(one.Item2)))
            yield return new("sport-must-be-known", field, "a code of the catalogue of sports");
        if (terms.Sports.Distinct().Count() != terms.Sports.Count) yield return new("sports-must-be-distinct", "sports", "each once");
        if (terms.Venues.Distinct().Count() != terms.Venues.Count) yield return new("venues-must-be-distinct", "venues", "each once");
    }

    /// <summary>A number that no choice has could be read from anywhere, and is no choice.</summary>
    static IEnumerable<Contradiction> OfChoices(ProgrammeTerms terms)
    {
        foreach (var (batch, at) in terms.Batches.Select((batch, at) => (batch, at)).Where(one => !Enum.IsDefined(one.batch.Mode)))
            yield return new("choice-must-exist", $"batches[{at}].mode", $"{batch.Mode}");
        if (!Enum.IsDefined(terms.Recycling)) yield return new("choice-must-exist", "recycling", $"{terms.Recycling}");
        if (!Enum.IsDefined(terms.Refunds)) yield return new("choice-must-exist", "refunds", $"{terms.Refunds}");
        foreach (var limit in terms.Claims.Limits.Where(limit => !Enum.IsDefined(limit.Window)))
            yield return new("choice-must-exist", "claims.limits", $"{limit.Window}");
        if (!terms.Use.Weekdays.All(Enum.IsDefined)) yield return new("choice-must-exist", "use.weekdays", "Monday to Sunday");
    }

    static IEnumerable<Contradiction> OfNames(ProgrammeTerms terms)
    {
        if (terms.Kinds.DistinctBy(kind => kind.Code).Count() != terms.Kinds.Count)
            yield return new("kinds-must-be-distinct", "kinds", "each code once");
        if (terms.Batches.Count == 0) yield return new("batches-must-exist", "batches", "nothing is issued");
        if (!terms.Batches.Select(batch => batch.Batch).SequenceEqual(Enumerable.Range(1, terms.Batches.Count)))
            yield return new("batches-must-be-numbered", "batches", "1, 2, 3 in this order");
    }

    static IEnumerable<Contradiction> OfKind(ProgrammeTerms terms, VoucherKind kind, string at)
    {
        if (!kind.Face.IsPayable()) yield return new("face-must-be-payable", $"{at}.face", "above nothing");
        if (kind.Threshold < Money.Zero) yield return new("threshold-must-not-be-negative", $"{at}.threshold", "0 for none");
        if (kind.Threshold.Fen > Money.MostFen)
            yield return new("threshold-must-be-payable", $"{at}.threshold", "above what anybody can pay");
        if (kind.Sport is not null && terms.Sports.Count > 0 && !terms.Sports.Contains(kind.Sport))
            yield return new("sport-must-be-paid-for", $"{at}.sport", "not among the programme's sports");
        if (kind.MostSharePercent is < 1 or > 100) yield return new("share-must-be-a-percentage", $"{at}.mostSharePercent", "1 to 100");
        if (kind.Threshold > Money.Zero && kind.Threshold < kind.Face)
            yield return new("threshold-must-reach-face", $"{at}.threshold", "a voucher of more than the payment it asks for");
        if ((kind.LeastClassHours == 0) != (kind.LeastMinutesPerHour == 0) || kind.LeastClassHours < 0 || kind.LeastMinutesPerHour < 0)
            yield return new("course-must-have-hours-and-minutes", $"{at}.leastClassHours", "both or neither");
    }

    static IEnumerable<Contradiction> OfBatch(ProgrammeTerms terms, BatchPlan batch, string at)
    {
        if (terms.KindOf(batch) is null) yield return new("batch-must-have-a-kind", $"{at}.kind", "not among kinds");
        if (batch.Stock is < 1 or > 10_000_000) yield return new("stock-must-be-positive", $"{at}.stock", "1 to 10,000,000");
        if (batch.ClosesAt <= batch.OpensAt) yield return new("batch-must-open-before-it-closes", $"{at}.closesAt", "not after opensAt");
        if (WorkCalendar.DayOf(batch.OpensAt) < terms.OpensOn || batch.ClosesAt > WorkCalendar.EndOf(terms.ClosesOn))
            yield return new("batch-must-lie-within-programme", $"{at}.opensAt", "between opensOn and the end of closesOn");
        if (batch.SeniorReserve < 0 || batch.AssistedReserve < 0 || batch.SeniorReserve + (long)batch.AssistedReserve > batch.Stock)
            yield return new("reserves-must-fit-stock", $"{at}.seniorReserve", "both together at most the stock");
        if (batch.SeniorReserve > 0 && terms.Eligible.SeniorFrom is null)
            yield return new("senior-reserve-needs-an-age", $"{at}.seniorReserve", "eligible.seniorFrom says from which age");
        if (batch.ReserveOpensAt is { } opens && (opens < batch.OpensAt || opens > batch.ClosesAt))
            yield return new("reserve-must-open-within-batch", $"{at}.reserveOpensAt", "between opensAt and closesAt");
        if (batch is { Mode: IssueMode.Lottery, ReserveOpensAt: not null })
            yield return new("reserve-of-a-lottery-stays", $"{at}.reserveOpensAt", "open to all, it would be drawn before its own came");
        if ((batch.Mode == IssueMode.Lottery) != batch.DrawAt is not null)
            yield return new("draw-belongs-to-a-lottery", $"{at}.drawAt", "a lottery has one, a drop has none");
        if (batch.DrawAt < batch.ClosesAt) yield return new("draw-must-follow-registration", $"{at}.drawAt", "before registration closes");
        if (batch.DrawAt >= WorkCalendar.EndOf(terms.ClosesOn))
            yield return new("draw-must-lie-within-programme", $"{at}.drawAt", "what is won after closesOn could not be used");
        foreach (var found in OfWaves(batch, at)) yield return found;
        if ((batch.ValidDays is null) == (batch.ValidTo is null))
            yield return new("validity-must-be-said-once", $"{at}.validTo", "days or a last day, not both");
        if (batch.ValidDays is < 1 or > 366) yield return new("validity-must-last", $"{at}.validDays", "1 to 366");
        if (batch.ValidTo > terms.ClosesOn) yield return new("validity-must-end-with-programme", $"{at}.validTo", "after closesOn");
        if (batch.ValidTo is { } last && last < WorkCalendar.DayOf(batch.DrawAt ?? LastInstant(batch)))
        {
            yield return new("validity-must-outlast-issue", $"{at}.validTo", "vouchers of the last day would be expired when issued");
        }
        else if (FirstUseless(terms, batch) is { } day)
        {
            yield return new(
                "validity-must-meet-weekdays", "use.weekdays", $"{at}: issued on {day:uuuu-MM-dd} a voucher is good on none of them");
        }
    }

    /// <summary>The first day of issue whose vouchers end before one of the weekdays of use comes; null where there is none.</summary>
    static LocalDate? FirstUseless(ProgrammeTerms terms, BatchPlan batch)
    {
        if (terms.Use.Weekdays.Count == 0 || (batch.ValidTo is null && batch.ValidDays is not (>= 1 and <= 366))) return null;
        var last = WorkCalendar.DayOf(LastInstant(batch));
        var (from, to) = batch.DrawAt is { } draw ? (WorkCalendar.DayOf(draw), WorkCalendar.DayOf(draw))
            : (WorkCalendar.DayOf(batch.OpensAt), last < terms.ClosesOn ? last : terms.ClosesOn);
        for (var day = from; day <= to; day = day.PlusDays(1))
        {
            var days = Period.DaysBetween(day, WalletDecider.LastDayOf(terms, batch, day));
            if (!Enumerable.Range(0, Math.Clamp(days + 1, 0, 7)).Any(later => terms.Use.Weekdays.Contains(day.PlusDays(later).DayOfWeek)))
                return day;
        }

        return null;
    }

    static IEnumerable<Contradiction> OfWaves(BatchPlan batch, string at)
    {
        if (batch.Waves is < 1 or > 60 || (batch.Mode != IssueMode.Drop && batch.Waves != 1))
            yield return new("waves-belong-to-a-drop", $"{at}.waves", "1 to 60 for a drop, 1 for all others");
        if ((batch.Waves == 1) != (batch.WaveSeconds == 0) || batch.WaveSeconds is < 0 or > 3_600)
            yield return new("waves-must-be-apart", $"{at}.waveSeconds", "1 to 3600 between waves, 0 where there is one");
        else if (batch.Waves is > 1 and <= 60 && batch.OpensFor(batch.Waves - 1) >= batch.ClosesAt)
            yield return new("waves-must-fit-batch", $"{at}.waveSeconds", "the last wave begins after the batch has closed");
    }

    static Instant LastInstant(BatchPlan batch) => batch.ClosesAt - Duration.FromNanoseconds(1);

    static IEnumerable<Contradiction> OfBudget(ProgrammeTerms terms, Money budget)
    {
        if (!budget.IsPayable()) yield return new("budget-must-be-payable", "budgetFen", "above nothing");
        else if (terms.Kinds.All(kind => kind.Face.IsPayable()) && CostAbove(terms, budget))
            yield return new("batches-must-fit-budget", "batches", "face times stock over all batches is above the budget");
    }

    /// <summary>By division, so that no stock however large overflows.</summary>
    static bool CostAbove(ProgrammeTerms terms, Money budget)
    {
        var left = (Int128)budget.Fen;
        foreach (var batch in terms.Batches) left -= (Int128)(terms.KindOf(batch)?.Face.Fen ?? 0) * Math.Max(0, batch.Stock);
        return left < 0;
    }

    static IEnumerable<Contradiction> OfLimits(ProgrammeTerms terms)
    {
        var limits = terms.Claims.Limits;
        if (limits.DistinctBy(limit => limit.Window).Count() != limits.Count)
            yield return new("limits-must-be-distinct", "claims.limits", "each window once");
        foreach (var limit in limits.Where(
            limit => limit is { Count: null, Sum: null } || limit.Count < 1 || limit.Sum?.Fen > Money.MostFen))
        {
            yield return new("limit-must-limit", "claims.limits", $"{limit.Window}: a number from 1 on, or a sum that can be reached");
        }

        var pairs = limits.SelectMany(_ => limits, (one, other) => (one, other));
        foreach (var (narrow, wide) in pairs.Where(pair => Within(pair.one, pair.other)))
        {
            if (narrow.Count > wide.Count)
                yield return new("narrow-limit-must-not-exceed-wide", "claims.limits", $"{narrow.Window} above {wide.Window}");
            if (narrow.Sum is { } sum && wide.Sum is { } most && sum > most)
                yield return new("narrow-limit-must-not-exceed-wide", "claims.limits", $"{narrow.Window} above {wide.Window}, in money");
        }

        var highest = terms.Kinds.Select(kind => kind.Face).DefaultIfEmpty(Money.Zero).Max();
        foreach (var limit in limits.Where(limit => limit.Sum < highest))
            yield return new("limit-must-leave-a-voucher", "claims.limits", $"{limit.Window}: below a face, which nobody could then claim");
        if (terms.Claims.MostHeld < 1) yield return new("held-limit-must-limit", "claims.mostHeld", "from 1 on");
        if (terms.Claims is { UseBeforeNext: true, MostHeld: > 1 })
            yield return new("use-before-next-holds-one", "claims.mostHeld", "whoever must use the last one first holds one");
    }

    /// <summary>Weeks cross months and years, and a batch may cross days, so these pairs say nothing of each other.</summary>
    static bool Within(ClaimLimit narrow, ClaimLimit wide) =>
        (narrow.Window, wide.Window) switch
        {
            (LimitWindow.Day, LimitWindow.Week or LimitWindow.Month or LimitWindow.Year) => true,
            (LimitWindow.Month, LimitWindow.Year) => true,
            (not LimitWindow.Programme, LimitWindow.Programme) => true,
            _ => false,
        };

    static IEnumerable<Contradiction> OfUse(UseRules use)
    {
        if (use.Weekdays.Contains(IsoDayOfWeek.None) || use.Weekdays.Distinct().Count() != use.Weekdays.Count)
            yield return new("weekdays-must-be-distinct", "use.weekdays", "Monday to Sunday, each once");
        if (use.From is { } from && use.To is { } to && to <= from) yield return new("hours-must-be-in-order", "use.to", "not after from");
        if (use.MostPerDay < 1) yield return new("use-limit-must-limit", "use.mostPerDay", "from 1 on");
    }

    static IEnumerable<Contradiction> OfPeople(ProgrammeTerms terms)
    {
        var people = terms.Eligible;
        if (people.AgeFrom is < 0 or > 120 || people.AgeTo is < 0 or > 120 || people.AgeTo < people.AgeFrom)
            yield return new("ages-must-be-in-order", "eligible.ageTo", "0 to 120, ageFrom first");
        if (people.SeniorFrom is { } senior && (senior is < 50 or > 120 || people.AgeTo < senior))
            yield return new("seniors-must-be-eligible", "eligible.seniorFrom", "50 to 120, not above ageTo");
        if (people.Ties.Except(EligibilityRules.KnownTies).Any() || people.Ties.Distinct().Count() != people.Ties.Count)
            yield return new("ties-must-be-known", "eligible.ties", string.Join(", ", EligibilityRules.KnownTies));
    }

    static IEnumerable<Contradiction> OfRecycling(ProgrammeTerms terms)
    {
        if (terms.Recycling != RecyclePolicy.NextBatch) yield break;
        if (!terms.Batches.GroupBy(batch => batch.Kind).Any(kind => kind.Count() > 1))
            yield return new("recycling-needs-a-next-batch", "recycling", "no kind has a second batch");
    }
}
