using Domain.Documents;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime.Text;
using static Domain.Tests.Documents.DocumentSamples;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Documents;

/// <summary>specs/documents.md, DOC-3 and DOC-10 to DOC-12: issue and service of a document.</summary>
public sealed class DocumentServiceSpec
{
    static readonly IssueDocument Issue = new(CaseSystem, At(IssuedOn), Face);

    static Actor CaseSystem => new(new PersonRef("system"), "system", "320500");

    [Fact]
    public void nothing_is_served_before_it_is_issued() =>
        Refused(DocumentRefusals.MustBeIssuedFirst, Serve("post", Day(3, 12)));

    [Fact]
    public void it_is_issued_once_for_its_event()
    {
        Assert.Single(EventsOf(Ask(Issue)));
        Assert.Empty(EventsOf(Ask(Issue with { Face = Face with { File = File("M08") } }, Face)));
        Refused(DocumentRefusals.MustBeIssuedOnce, Issue with { Face = Face with { Source = Guid.Empty } }, Face);
    }

    [Fact]
    public void another_districts_clerk_is_turned_away() =>
        Refused(LicensingCaseRefusals.DistrictMustBeOwn, Serve("post", Day(3, 12)) with { Actor = Officer("clerk", "320509") }, Face);

    [Theory]
    [InlineData("pigeon", 12)]
    [InlineData("", 12)]
    public void a_mode_that_nobody_knows_is_refused(string mode, int day) =>
        Refused(DocumentRefusals.ModeMustBeKnown, Serve(mode, Day(3, day)), Face);

    [Theory]
    [InlineData(10)] // the day before it was issued
    [InlineData(13)] // tomorrow
    public void service_follows_the_issue_and_does_not_lie_ahead(int day) =>
        Refused(DocumentRefusals.ServiceMustFollowIssue, Serve("post", Day(3, day), at: Day(3, 12)), Face);

    /// <summary>A way of service that is older than its rule in force is not to blame for a day before the issue.</summary>
    [Theory]
    [InlineData("2020-01-01", "before the issue")]
    [InlineData("2026-03-13", "ahead")]
    [InlineData("2126-03-13", "ahead")]
    public void a_day_that_cannot_be_is_blamed_before_the_mode(string day, string word)
    {
        var on = LocalDatePattern.Iso.Parse(day).Value;
        var refusal = Assert.IsType<Answer<DocumentEvent>.Refused>(Ask(Serve("post", on, at: Day(3, 12)), Face)).Refusal;

        Assert.Equal((DocumentRefusals.ServiceMustFollowIssue.Code, "servedOn"), (refusal.Code, refusal.Field));
        Assert.Contains(word, refusal.Detail, StringComparison.Ordinal);
        var attempt = Failing("post", 13) with { AttemptedOn = on, At = At(Day(3, 12)) };
        refusal = Assert.IsType<Answer<DocumentEvent>.Refused>(Ask(attempt, Face)).Refusal;
        Assert.Equal((DocumentRefusals.ServiceMustFollowIssue.Code, "attemptedOn"), (refusal.Code, refusal.Field));
    }

    [Theory]
    [InlineData("post")]
    [InlineData("in-person")]
    [InlineData("left")]
    public void without_proof_there_is_no_service_but_electronic(string mode) =>
        Refused(DocumentRefusals.ServiceMustHaveProof, Serve(mode, Day(3, 12)) with { Proof = null }, Face);

    [Theory]
    [InlineData("post", 12)] // the day on the receipt
    [InlineData("in-person", 12)] // the day of the signature
    [InlineData("left", 12)] // the day of leaving
    [InlineData("electronic", 11)] // the day of arrival, here that of the issue
    public void it_works_on_its_own_day(string mode, int day)
    {
        var served = Served(Serve(mode, Day(3, day), at: Day(3, 20)), Face);

        Assert.Equal(Day(3, day), served.EffectiveOn);
        Assert.Equal((mode, "民事诉讼法"), (served.Mode, served.Basis.Law));
    }

    [Fact]
    public void electronic_service_goes_to_the_portal_or_where_the_party_agreed()
    {
        var electronic = Serve("electronic", Day(3, 12));

        Refused(DocumentRefusals.ElectronicServiceMustHaveAddress, electronic with { Address = null }, Face);
        Refused(DocumentRefusals.ElectronicServiceMustHaveAddress, electronic with { ThroughPortal = false }, Face);
        Refused(DocumentRefusals.ElectronicServiceMustHaveAddress, electronic with { Address = "agreed" }, Face);
        Assert.Equal("agreed", Served(electronic with { Address = "agreed", Proof = Text(42) }, Face).Address);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    [InlineData(0, true, true)]
    public void leaving_needs_two_witnesses_or_a_recording(int witnesses, bool recorded, bool holds)
    {
        var leaving = Serve("left", Day(3, 12)) with { Witnesses = witnesses, Recorded = recorded };

        if (holds) Assert.Equal(witnesses, Served(leaving, Face).Witnesses);
        else Refused(DocumentRefusals.LeavingMustBeWitnessed, leaving, Face);
    }

    [Fact]
    public void a_public_notice_is_the_last_resort_and_works_after_thirty_days()
    {
        Refused(DocumentRefusals.PublicNoticeMustBeTheLastResort, Serve("public-notice", Day(3, 16)), Face);

        var served = Served(Serve("public-notice", Day(3, 16)), Face, Attempt);

        Assert.Equal((Day(3, 16), Day(4, 15)), (served.ServedOn, served.EffectiveOn));
    }

    [Fact]
    public void the_first_service_counts()
    {
        var post = Serve("post", Day(3, 12));
        var served = Served(post, Face);

        Assert.Empty(EventsOf(Ask(post with { Proof = Text(43) }, Face, served)));
        Refused(DocumentRefusals.ServiceMustBeTheFirst, Serve("in-person", Day(3, 16)), Face, served);
        Refused(DocumentRefusals.ServiceMustBeTheFirst, Serve("post", Day(3, 16)), Face, served);
        Refused(DocumentRefusals.ServiceMustBeTheFirst, Failing("post", 13), Face, served);
    }

    [Fact]
    public void attempts_are_kept_once_each()
    {
        var kept = Assert.IsType<DocumentServiceFailed>(Assert.Single(EventsOf(Ask(Failing("post", 13), Face))));

        Assert.Empty(EventsOf(Ask(Failing("post", 13), Face, kept)));
        Assert.Single(EventsOf(Ask(Failing("in-person", 14), Face, kept)));
        Refused(DocumentRefusals.ModeMustBeKnown, Failing("public-notice", 13), Face);
        Refused(DocumentRefusals.ServiceMustFollowIssue, Failing("post", 10), Face);
        Refused(DocumentRefusals.FailureReasonMustBeKnown, Failing("post", 13) with { Reason = "王小明不在" }, Face);
    }

    /// <summary>DOC-14: a delivery recorded on the case is this document's service, unless it was served before.</summary>
    [Fact]
    public void a_delivery_on_the_case_serves_it()
    {
        var delivery = new ServeByDelivery(CaseSystem, At(Day(3, 20)), "in-person", Day(3, 18), null);
        var served = Served(delivery, Face);

        Assert.Equal(("in-person", Day(3, 18)), (served.Mode, served.EffectiveOn));
        Assert.Equal(2, served.RemedyEnds.Count);
        Assert.Empty(EventsOf(Ask(delivery with { Mode = "post" }, Face, served)));
    }

    static RecordFailedService Failing(string mode, int day) => new(Clerk, At(Day(3, 20)), mode, Day(3, day), "returned", Text(40));
}
