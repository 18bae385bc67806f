using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/sport-permits.md, SP-4 to SP-12: what a venue must have, and who counts. Rules 13 to 15.</summary>
public sealed class AssessmentTable
{
    static readonly LocalDate Today = Day(3, 16);

    static Assessment Assess(SportPermitFacts facts, LocalDate? on = null) =>
        PermitConditions.Assess(facts, [], on ?? Today, SportStandards.Published);

    static SportPermitFacts With(params StaffFacts[] staff) => Facts with { Staff = staff };

    [Theory]
    [InlineData("100", 3, 2, 40)]
    [InlineData("249.99", 3, 2, 99)]
    [InlineData("250", 3, 2, 100)]
    [InlineData("250.01", 4, 3, 100)]
    [InlineData("500", 4, 3, 200)]
    [InlineData("500.01", 5, 4, 200)]
    [InlineData("501", 5, 4, 200)]
    [InlineData("1050", 7, 6, 420)]
    [InlineData("1250", 7, 6, 500)]
    [InlineData("2.49", 3, 2, 0)]
    [InlineData("2.5", 3, 2, 1)]
    public void one_pool(string area, int lifeguards, int stands, int swimmers)
    {
        var pool = decimal.Parse(area, System.Globalization.CultureInfo.InvariantCulture);
        var assessed = Assess(Facts with { Sports = [Swim(9, pool)] });

        Assert.Equal((lifeguards, stands, swimmers), (assessed.RequiredLifeguards, assessed.RequiredStands, assessed.MaxSwimmers));
    }

    [Fact]
    public void two_pools_of_two_hundred_need_six_lifeguards_not_four() =>
        Assert.Equal((6, 4), (
            Assess(Facts with { Sports = [Swim(4, 200m, 200m)] }).RequiredLifeguards,
            Assess(Facts with { Sports = [Swim(4, 200m, 200m)] }).RequiredStands));

    /// <summary>877.25 and 217.37 m² hold 350 and 86; together 1094.62 m² would hold 437.</summary>
    [Fact]
    public void swimmers_are_floored_per_pool_and_then_summed() =>
        Assert.Equal(436, Assess(Facts with { Sports = [Swim(7, 877.25m, 217.37m)] }).MaxSwimmers);

    [Fact]
    public void a_complete_venue_meets_every_condition() => Assert.Empty(Assess(Facts).Unmet);

    [Fact]
    public void one_lifeguard_short_is_said_with_numbers() =>
        Assert.Equal(
            ("SP-4", "lifeguard: 2", "lifeguard: 3"),
            Assess(Facts with { Staff = Crew(2) }).Unmet.Select(unmet => (unmet.Rule, unmet.Have, unmet.Need)).Single());

    [Fact]
    public void one_stand_short_is_said_too() =>
        Assert.Equal("SP-5", Assess(Facts with { Sports = [Swim(1, 250m)] }).Unmet.Single().Rule);

    public static TheoryData<string, StaffFacts> WhoDoesNotCount => new()
    {
        { "annual review lapsed yesterday", Person("a", "lifeguard") with { AnnualReviewTo = Day(3, 15) } },
        { "annual review unknown", Person("a", "lifeguard") with { AnnualReviewTo = null } },
        { "certificate lapsed yesterday", Person("a", "lifeguard") with { ValidTo = Day(3, 15) } },
        { "certificate without end", Person("a", "lifeguard") with { ValidTo = null } },
        { "no good certificate", Person("a", "lifeguard", "first-aid-course") },
        { "identity number fails its check", Person("a", "lifeguard") with { IdentifierValid = false } },
        { "another sport", Person("a", "lifeguard") with { Sport = "SKI" } },
        { "another role", Person("a", "rescuer") },
        { "listed twice", Person("guard-1", "lifeguard") },
    };

    [Theory]
    [MemberData(nameof(WhoDoesNotCount))]
    public void a_third_lifeguard_who_does_not_count(string why, StaffFacts third)
    {
        Assert.NotEmpty(why);
        Assert.Equal(2, Assess(With([.. Crew(2), third])).QualifiedLifeguards);
    }

    [Fact]
    public void the_last_day_of_a_review_still_counts() =>
        Assert.Equal(3, Assess(With([.. Crew(2), Person("a", "lifeguard") with { AnnualReviewTo = Today }])).QualifiedLifeguards);

    /// <summary>体育法 art 105 names both kinds of certificate.</summary>
    [Fact]
    public void a_skill_level_certificate_is_as_good_as_a_qualification() =>
        Assert.Equal(3, Assess(With([.. Crew(2), Person("a", "lifeguard", "skill-level")])).QualifiedLifeguards);

    /// <summary>The annual review is a duty of lifeguards alone.</summary>
    [Fact]
    public void an_instructor_needs_no_annual_review() =>
        Assert.Empty(Assess(With(
            [.. Crew(3).Where(person => person.Role != "instructor"), Person("t", "instructor") with { AnnualReviewTo = null }])).Unmet);

    [Theory]
    [InlineData(true, "SP-8")]
    [InlineData(null, "SP-8")] // not said counts as yes
    [InlineData(false, null)]
    public void lessons_need_an_instructor(bool? lessons, string? rule)
    {
        var facts = Facts with
        {
            Sports = [Swim(2, 250m) with { Lessons = lessons }],
            Staff = [.. Crew(3).Where(person => person.Role != "instructor")],
        };

        Assert.Equal(rule, Assess(facts).Unmet.SingleOrDefault()?.Rule);
    }

    [Fact]
    public void water_needs_a_manager_of_its_quality() =>
        Assert.Equal("SP-8", Assess(With([.. Crew(3).Where(person => person.Role != "water-quality")])).Unmet.Single().Rule);

    [Fact]
    public void a_right_to_the_venue_that_has_ended_is_no_right() =>
        Assert.Equal(
            "SP-12", Assess(Facts with { Venue = Facts.Venue with { RightExpires = Day(3, 15) } }).Unmet.Single().Rule);

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("100000.01")]
    [InlineData("79228162514264337593543950335")]
    public void an_impossible_area_computes_nothing_and_grants_nothing(string area)
    {
        var pool = decimal.Parse(area, System.Globalization.CultureInfo.InvariantCulture);
        var assessed = Assess(Facts with { Sports = [Swim(2, pool)] });

        Assert.Null(assessed.RequiredLifeguards);
        Assert.False(assessed.Met);
    }

    [Theory]
    [InlineData("SKI")]
    [InlineData("DIVE")]
    [InlineData("GOLF")]
    public void a_number_that_nobody_published_is_not_met_by_silence(string sport) =>
        Assert.False(Assess(Climbing(2) with { Sports = [new SportFacts(sport, true, null, [])] }).Met);

    [Theory]
    [InlineData(2026, 6, 30, "GB 19079.4-2014")]
    [InlineData(2026, 7, 1, "GB 19079.4-2025")]
    public void the_edition_in_force_on_the_day_judges(int year, int month, int day, string edition) =>
        Assert.Equal([edition], Assess(Climbing(1), new LocalDate(year, month, day)).RuleEditions);

    [Fact]
    public void climbing_needs_an_instructor()
    {
        Assert.True(Assess(Climbing(1)).Met);
        Assert.Equal("SP-9", Assess(Climbing(0)).Unmet.Single().Rule);
    }

    [Fact]
    public void before_the_standard_was_in_force_nothing_is_met() =>
        Assert.Contains(Assess(Facts, new LocalDate(2014, 4, 30)).Unmet, unmet => unmet.Rule == "SP-4");

    static SportPermitFacts Climbing(int instructors) => Facts with
    {
        Sports = [new SportFacts("CLIMB", true, null, [])],
        Staff = [.. Enumerable.Range(1, instructors).Select(i => Person($"c{i}", "instructor") with { Sport = "CLIMB" })],
    };
}
