using System.Globalization;
using Application.PersonalData;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Licensing;
using Domain.Subsidies;
using NodaTime;

namespace Api.Subsidies;

/// <summary>Who claims, as a platform or a counter has proven it; the number is turned into a reference and forgotten.</summary>
public sealed class ClaimantReader(IVault vault, DataSubjectCommands subjects)
{
    const int MostTies = 10;

    /// <summary>A claimant whose body could be read; the reference is found when it is asked for.</summary>
    public sealed record Claimant(PersonIdentifier Identifier, ClaimantFacts Facts);

    /// <summary>Reads citizenId, district, ties, disabled, guardianAgreed and riskCode; faults are the body's.</summary>
    public static Claimant Read(Envelope body, LocalDate today)
    {
        var check = CitizenId.Check(body.Text("citizenId", 40), today);
        if (!check.IsValid) body.Fail("citizenId", "Must be a citizen's number.", "");
        var district = body.OptionalText("district", 6);
        if (district is not null && Regions.InForce(district) is null) body.Fail("district", "Must be a district of the city.", "");
        return new(
            new PersonIdentifier("111", check.Value ?? ""),
            new ClaimantFacts(
                check.IsValid ? BornOn(check.Value!) : null, district is null ? null : Regions.InForce(district)?.Code, TiesOf(body),
                Optional(body, "disabled"), Restricted: false, Optional(body, "guardianAgreed"),
                RiskOf(body)));
    }

    /// <summary>One reference for every spelling of a number, and whether the person's data are restricted.</summary>
    public async Task<(PersonRef Person, ClaimantFacts Facts)> ResolveAsync(Claimant claimant, CancellationToken cancellation)
    {
        var person = await vault.ReferToAsync(claimant.Identifier, cancellation);
        var (subject, _) = await subjects.FindAsync(person, cancellation);
        return (person, claimant.Facts with { Restricted = subject.Restrictions.Count > 0 });
    }

    /// <summary>The seventh to the fourteenth digit.</summary>
    static LocalDate BornOn(string number) =>
        new(
            int.Parse(number.AsSpan(6, 4), CultureInfo.InvariantCulture), int.Parse(number.AsSpan(10, 2), CultureInfo.InvariantCulture),
            int.Parse(number.AsSpan(12, 2), CultureInfo.InvariantCulture));

    static List<string> TiesOf(Envelope body)
    {
        var ties = new List<string>();
        foreach (var tie in body.OptionalArray("ties", MostTies) ?? [])
        {
            ties.Add(tie.ValueKind == System.Text.Json.JsonValueKind.String && EligibilityRules.KnownTies.Contains(tie.GetString())
                ? tie.GetString()!
                : body.Fail($"ties[{ties.Count}]", $"Must be one of {string.Join(", ", EligibilityRules.KnownTies)}.", ""));
        }

        return ties;
    }

    /// <summary>Words of letters with hyphens: it is kept with the refusal, and no number of a person fits into it.</summary>
    static string? RiskOf(Envelope body)
    {
        if (!body.IsPresent("riskCode")) return null;
        var code = body.Code("riskCode", 40);
        return code.All(c => char.IsAsciiLetterLower(c) || c == '-')
            ? code
            : body.Fail("riskCode", "Must be small letters and hyphens.", "");
    }

    static bool Optional(Envelope body, string name) => body.IsPresent(name) && body.Flag(name);
}
