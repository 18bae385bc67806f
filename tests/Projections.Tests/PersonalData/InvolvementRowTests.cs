using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.PersonalData;
using Domain.Prepayments;
using Domain.SportPermits;
using Domain.Subsidies;
using NodaTime;
using Projections.PersonalData;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.PersonalData;

/// <summary>Who takes part in what, and until when it moved: what erasure waits for.</summary>
public sealed class InvolvementRowTests
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("行政许可法", "70");

    static readonly PermitOpened Opened = new(
        "P-1", "C-1", "320508", "320508", new PersonRef("p-holder"), new DocumentId(Guid.Empty), new PersonRef("p-head"),
        new DocumentId(Guid.Empty), "320508", ["SWIM"], 3, 1, 100, "year-round", Monday, Monday.PlusYears(5), Basis);

    [Fact]
    public void everybody_a_case_named_takes_part_in_their_capacity()
    {
        var row = ReadModels.Involvements.Rows(Recorded.Of(CaseStream, Road))[CaseStream];
        var received = (ApplicationReceived)Road[0].Data;

        Assert.Equal(("case", RetentionRules.Party), (row.Kind, CapacityOf(row, received.Applicant)));
        Assert.All(received.Facts.People(), person => Assert.Contains(row.People, known => known.Person == person));
        Assert.Equal(row.People.Count, row.People.Select(known => known.Person).Distinct().Count());
    }

    [Fact]
    public void a_rating_prolongs_nothing()
    {
        var road = Recorded.Of(CaseStream, Road);
        var rating = Recorded.Of(
            CaseStream, [(Monday.PlusYears(2), (object)new CaseRated(1, null, "2", false))], road.Count, road.Count);

        var without = ReadModels.Involvements.Rows(road)[CaseStream];
        Assert.Equal(without.LastOn, ReadModels.Involvements.Rows(road, rating)[CaseStream].LastOn);
    }

    [Fact]
    public void a_permit_is_held_by_holder_and_head_until_it_ends()
    {
        const string stream = "sport-permit/P-1";
        (LocalDate, object)[] term = [(Monday, Opened)];
        (LocalDate, object) end = (Monday.PlusYears(5), new PermitExpired(Monday.PlusYears(5), Monday.PlusYears(5).PlusDays(1), Basis));

        var held = ReadModels.Involvements.Rows(Recorded.Of(stream, term))[stream];
        var ended = ReadModels.Involvements.Rows(Recorded.Of(stream, [.. term, end]))[stream];
        Assert.Equal(["p-holder party", "p-head party"], held.People.Select(known => $"{known.Person} {known.Capacity}"));
        Assert.Equal((false, true, Monday.PlusYears(5)), (held.Ended, ended.Ended, ended.LastOn));
    }

    [Fact]
    public void prepaid_money_is_held_until_nothing_of_it_is_left()
    {
        const string stream = "prepayment-account/PA-1";
        (LocalDate, object)[] sale =
        [
            (Monday, new ContractOffered(
                "PA-1-1", "TI-1", "320509", new PersonRef("p-child"), new PersonRef("p-parent"),
                new ContractTerms("SWIM", "C-1", Monday, Monday, 1, 45, 100), new DocumentId(Guid.Empty), "charge-caps/1", Monday, Basis)),
            (Monday, new FundsSecured("PA-1-1", 100, "locked", Monday)),
        ];
        (LocalDate, object) end = (Monday.PlusDays(1), new PrepaymentRefunded("PA-1-1", 1, 100, Monday.PlusDays(1)));

        var held = ReadModels.Involvements.Rows(Recorded.Of(stream, sale))[stream];
        var over = ReadModels.Involvements.Rows(Recorded.Of(stream, [.. sale, end]))[stream];
        Assert.Equal(["p-child party", "p-parent party"], held.People.Select(known => $"{known.Person} {known.Capacity}"));
        Assert.Equal((100, 0, Monday.PlusDays(1)), (held.HeldFen, over.HeldFen, over.LastOn));
    }

    [Fact]
    public void a_designated_venue_holds_its_operator_from_the_approval_until_it_ends()
    {
        const string stream = "designated-venue/V-1";
        var payee = new Payee(new DocumentId(Guid.Empty), "bank-account", "5081");
        VenueEntered entered = new(
            "V-1", "320509", new PersonRef("p-operator"), payee.Account, ["BADMINTON"], null, payee, new PersonRef("p-maker"), Monday,
            Basis);
        VenueAdmitted admitted = new(
            "V-1", "320509", new PersonRef("p-operator"), payee.Account, ["BADMINTON"], null, payee, new PersonRef("p-checker"), Monday,
            Basis);
        (LocalDate, object)[] road =
        [
            (Monday, entered), (Monday, admitted), (Monday.PlusDays(1), new VenueLeft(new PersonRef("p-maker"), Monday.PlusDays(1))),
            (Monday.PlusDays(2), entered), (Monday.PlusDays(3), new VenueActTurnedDown("incomplete", new PersonRef("p-checker"), Monday)),
        ];

        bool[] ended = [.. Enumerable.Range(1, road.Length).Select(n => Row(n).Ended)];
        Assert.Equal([true, false, true, true, true], ended);
        Assert.Equal("p-operator party", Assert.Single(Row(road.Length).People.Select(known => $"{known.Person} {known.Capacity}")));
        Assert.Equal(("venue", Monday.PlusDays(3)), (Row(road.Length).Kind, Row(road.Length).LastOn));

        InvolvementRow Row(int events) => ReadModels.Involvements.Rows(Recorded.Of(stream, road[..events]))[stream];
    }

    static string CapacityOf(InvolvementRow row, PersonRef person) => row.People.Single(known => known.Person == person).Capacity;
}
