using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.PersonalData;
using NodaTime;
using static Domain.PersonalData.DataSubjectRefusals;

namespace Domain.Tests.PersonalData;

/// <summary>specs/personal-data.md, ERA-1 to ERA-7.</summary>
public sealed class DataSubjectSpec
{
    static readonly Actor InCharge = new(new PersonRef("p-dpo"), "privacy-officer", "320500");
    static readonly LocalDate Today = new(2026, 3, 2);
    static readonly Instant Now = WorkCalendar.StartOf(Today) + Duration.FromHours(9);
    static readonly ErasedKind[] Texts = [new("name", 1), new("phone", 2)];

    [Theory]
    [InlineData("operator")]
    [InlineData("auditor")]
    [InlineData("clerk")]
    public void only_the_officer_in_charge_takes_requests(string role)
    {
        var actor = InCharge with { Role = role };

        Refused(OfficerMustBeInCharge, Erase() with { Actor = actor });
        Refused(OfficerMustBeInCharge, new RestrictProcessing(actor, Now, "PI-1", "disputed-accuracy"));
    }

    [Fact]
    public void with_nothing_against_it_the_keys_go_and_the_certificate_names_the_last_backups_day()
    {
        var erased = One<PersonErased>(Erase());

        Assert.Equal((Today, 2, 3, Today.PlusDays(30)), (erased.ErasedOn, erased.KeyVersion, erased.Files, erased.BackupsGoneOn));
        Assert.Equal(Texts, erased.Texts);
    }

    /// <summary>ERA-12: the program finishes what a person asked for, and begins nothing.</summary>
    [Fact]
    public void what_waited_is_erased_on_its_day_without_anybody_and_nothing_else_is()
    {
        var ended = new Involvement("case", "C-1", "helper", Open: false, Today.PlusYears(-3));
        var asked = Erase(ended);
        var today = asked with { Actor = new Actor(new PersonRef("system"), "system", "320500") };
        var tomorrow = today with { At = Now + Duration.FromDays(1) };
        var waiting = Events(asked);

        Assert.Empty(Events(tomorrow));
        Assert.Empty(Events(today, waiting));
        Assert.Equal(asked.RequestNo, Assert.IsType<PersonErased>(Assert.Single(Events(tomorrow, waiting))).RequestNo);
        Assert.Empty(Events(tomorrow with { RequestNo = "PI-77" }, waiting));

        var claim = Events(new RestrictProcessing(InCharge, Now, "PI-78", "legal-claim"), waiting);
        Assert.Empty(Events(tomorrow, [.. waiting, .. claim]));
        var withdrawn = Events(new LiftRestriction(InCharge, Now, asked.RequestNo, "withdrawn"), waiting);
        Assert.Empty(Events(tomorrow, [.. waiting, .. withdrawn]));
    }

    [Fact]
    public void what_is_open_is_told_by_name_and_the_procedure_goes_on_meanwhile()
    {
        var deferred = One<ErasureDeferred>(Erase(
            new Involvement("case", "C-1", "helper", Open: true, Today), new Involvement("permit", "P-1", "party", Open: true, Today)));

        Assert.Equal(["case-open C-1", "permit-in-force P-1"], deferred.Reasons.Select(reason => $"{reason.Code} {reason.Subject}"));
        Assert.Null(deferred.Until);
        Assert.Contains("handling-a-case", deferred.OpenFor);
    }

    [Fact]
    public void a_permit_in_force_holds_its_holder_and_not_who_helped_to_get_it()
    {
        var endedLongAgo = new Involvement("case", "C-1", "helper", Open: false, Today.PlusYears(-4));

        One<PersonErased>(Erase(endedLongAgo, new Involvement("permit", "P-1", "helper", Open: true, Today)));
    }

    [Fact]
    public void a_designated_venue_vouchers_that_can_be_used_and_a_grant_hold_whoever_has_them_and_ended_vouchers_nobody()
    {
        Involvement venue = new("venue", "V-1", "party", Open: true, Today);
        Involvement vouchers = new("vouchers", "P-1", "party", Open: true, Today);

        var deferred = One<ErasureDeferred>(Erase(venue, vouchers));
        Assert.Equal(["voucher-held P-1", "venue-designated V-1"], deferred.Reasons.Select(reason => $"{reason.Code} {reason.Subject}"));
        Assert.Equal(Today.PlusYears(10), One<ErasureDeferred>(Erase(venue with { Open = false })).Until);
        One<PersonErased>(Erase(vouchers with { Open = false }));
        var granted = One<ErasureDeferred>(Erase(new Involvement("grant", "2026-T-1/4", "party", Open: true, Today)));
        Assert.Equal("grant-unpaid", Assert.Single(granted.Reasons).Code);
    }

    [Fact]
    public void who_holds_an_office_is_not_erased() =>
        Assert.Equal("office-held", One<ErasureDeferred>(Erase() with { Facts = Facts([], holdsOffice: true) }).Reasons.Single().Code);

    [Theory]
    [InlineData("helper", 3, false)]
    [InlineData("party", 10, false)]
    public void retention_ends_with_its_last_day(string capacity, int years, bool open)
    {
        var matter = new Involvement("case", "C-1", capacity, open, Today.PlusYears(-years));

        var last = One<ErasureDeferred>(Erase(matter));
        Assert.Equal(Today, last.Until);
        Assert.DoesNotContain("handling-a-case", last.OpenFor);
        One<PersonErased>(Erase(matter with { EndedOn = matter.EndedOn.PlusDays(-1) }));
    }

    [Fact]
    public void the_longest_retention_counts_and_the_installation_may_name_another()
    {
        Involvement[] matters =
        [
            new("case", "C-1", "helper", false, new LocalDate(2025, 1, 1)), new("case", "C-2", "helper", false, new LocalDate(2025, 6, 1)),
        ];

        Assert.Equal(new LocalDate(2028, 6, 1), One<ErasureDeferred>(Erase(matters)).Until);
        One<PersonErased>(Erase(matters) with { Rules = RetentionRules.Published.With("helper", 0, "test") });
    }

    [Fact]
    public void the_same_request_again_changes_nothing()
    {
        var open = Erase(new Involvement("case", "C-1", "helper", Open: true, Today));
        Assert.Empty(Events(open, Events(open)));

        var erased = Events(Erase());
        Assert.Empty(Events(Erase() with { Facts = Facts([]) with { KeyVersion = 0 } }, erased));
        Refused(SomethingMustBeHeld, Erase() with { Facts = Facts([]) with { KeyVersion = 0 } });
    }

    [Fact]
    public void a_person_who_came_back_can_be_erased_again()
    {
        var again = Erase() with { RequestNo = "PI-9", Facts = Facts([]) with { KeyVersion = 3 } };

        Assert.Equal(3, Assert.IsType<PersonErased>(Assert.Single(Events(again, Events(Erase())))).KeyVersion);
    }

    [Fact]
    public void restriction_is_for_known_grounds_and_is_lifted()
    {
        var restrict = new RestrictProcessing(InCharge, Now, "PI-1", "disputed-accuracy");
        var lift = new LiftRestriction(InCharge, Now, "PI-1", "resolved");

        Assert.Equal(["audit", "data-subject-access"], One<ProcessingRestricted>(restrict).OpenFor);
        Assert.Empty(Events(restrict, Events(restrict)));
        Assert.IsType<RestrictionLifted>(Assert.Single(Events(lift, Events(restrict))));
        Refused(RestrictionMustExist, lift);
        Refused(RestrictionMustExist, lift with { RequestNo = "PI-2" }, Events(restrict));
        Refused(GroundMustBeKnown, restrict with { Ground = "whim" });
        Refused(GroundMustBeKnown, lift with { Reason = "whim" }, Events(restrict));
    }

    [Fact]
    public void an_export_names_its_recipient_and_its_purpose()
    {
        var export = new ExportPersonalData(InCharge, Now, "PI-3", "data-subject", null, "access-request", 4, "abc");

        var exported = One<PersonalDataExported>(export);
        Assert.Equal(("data-subject", "access-request"), (exported.Recipient, exported.Purpose));
        Refused(GroundMustBeKnown, export with { Recipient = "newspaper" });
        Refused(GroundMustBeKnown, export with { Purpose = "zz" });
    }

    [Theory]
    [InlineData("name", true)]
    [InlineData("phone", true)]
    [InlineData("id-number", false)]
    [InlineData("form", false)]
    [InlineData("opinion", false)]
    public void own_details_are_corrected_and_neither_numbers_that_identify_nor_what_was_filed(string field, bool allowed)
    {
        var correct = new CorrectPersonalData(
            InCharge, Now, "PI-4", field, [new TextReplaced(new DocumentId(Guid.Empty), new DocumentId(Guid.Empty))]);

        if (allowed) One<PersonalDataCorrected>(correct);
        else Refused(FieldMustBeCorrectable, correct);
        Refused(FieldMustBeCorrectable, correct with { Texts = [] });
    }

    [Fact]
    public void a_deferred_erasure_stands_whatever_restriction_comes_and_goes_beside_it()
    {
        var erase = Erase(new Involvement("case", "C-1", "helper", Open: true, Today));
        var restrict = new RestrictProcessing(InCharge, Now, "PI-10", "legal-claim");
        IReadOnlyList<DataSubjectEvent> history = [.. Events(erase)];
        history = [.. history, .. Events(restrict, history)];

        Assert.Equal(["audit", "data-subject-access"], Fold(history).OpenFor);
        Refused(RequestNoMustBeItsOwn, restrict with { RequestNo = erase.RequestNo }, history);
        Refused(RequestNoMustBeItsOwn, restrict with { Ground = "disputed-accuracy" }, history);
        Refused(RequestNoMustBeItsOwn, erase with { RequestNo = "PI-10" }, history);

        history = [.. history, .. Events(new LiftRestriction(InCharge, Now, "PI-10", "resolved"), history)];
        var left = Assert.Single(Fold(history).Restrictions);
        Assert.Equal(("PI-2", Restriction.Deferral), (left.RequestNo, left.Ground));
        Assert.Contains("handling-a-case", Fold(history).OpenFor);

        Refused(GroundMustBeKnown, new LiftRestriction(InCharge, Now, "PI-2", "resolved"), history);
        Assert.Empty(Fold([.. history, .. Events(new LiftRestriction(InCharge, Now, "PI-2", "withdrawn"), history)]).Restrictions);
        Assert.Empty(Fold([.. history, .. Events(Erase() with { RequestNo = "PI-11" }, history)]).Restrictions);
    }

    [Theory]
    [InlineData("PI-2026-0001", true)]
    [InlineData("PI-1", true)]
    [InlineData("32050919941114574X", false)]
    [InlineData("PI-320509199411145740", false)]
    [InlineData("PI-13848954043", false)]
    [InlineData("13848954043", false)]
    [InlineData("WANG-LI", false)]
    [InlineData("PI-2026-0001\n", false)]
    [InlineData("", false)]
    public void a_request_number_has_no_room_for_a_person(string number, bool taken)
    {
        var restrict = new RestrictProcessing(InCharge, Now, number, "disputed-accuracy");

        if (taken) One<ProcessingRestricted>(restrict);
        else Refused(RequestNoMustBeANumber, restrict);
    }

    static ErasePerson Erase(params Involvement[] matters) =>
        new(InCharge, Now, "PI-2", "SC-1", Facts(matters), RetentionRules.Published, 30);

    static PersonFacts Facts(IReadOnlyList<Involvement> matters, bool holdsOffice = false) => new(2, Texts, 3, matters, holdsOffice);

    static IReadOnlyList<DataSubjectEvent> Events(DataSubjectCommand command, IReadOnlyList<DataSubjectEvent>? before = null) =>
        Assert.IsType<Answer<DataSubjectEvent>.Accepted>(DataSubjectDecider.Decide(command, Fold(before))).Events;

    static TEvent One<TEvent>(DataSubjectCommand command) => Assert.IsType<TEvent>(Assert.Single(Events(command)));

    static void Refused(Refusal expected, DataSubjectCommand command, IReadOnlyList<DataSubjectEvent>? before = null) =>
        Assert.Equal(
            expected.Code, Assert.IsType<Answer<DataSubjectEvent>.Refused>(DataSubjectDecider.Decide(command, Fold(before))).Refusal.Code);

    static DataSubject Fold(IReadOnlyList<DataSubjectEvent>? history) =>
        (history ?? []).Aggregate(DataSubject.Initial, DataSubjectDecider.Evolve);
}
