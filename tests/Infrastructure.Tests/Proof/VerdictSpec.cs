using Domain.Proof;
using NodaTime;
using static Infrastructure.Tests.Proof.ProofDesk;

namespace Infrastructure.Tests.Proof;

/// <summary>PRF-11 to PRF-16: what a checker is told, and never more than the files say.</summary>
public sealed class VerdictSpec : IDisposable
{
    static readonly LocalDate April = new(2026, 4, 10);

    readonly ProofDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void a_good_certificate_is_valid_as_of_the_list_and_never_just_valid()
    {
        var verdict = desk.Ask();

        Assert.Equal(VerdictKind.ValidAsOfList, verdict.Kind);
        Assert.Equal("Genuine; valid as of list 7 of 2026-05-01 08:00:00 +08:00.", verdict.English);
        Assert.Equal("真实；截至2026-05-01 08:00:00 +08:00的第7号清单，有效。", verdict.Chinese);
        Assert.Equal(PermitNo, verdict.Proof!.PermitNo);
    }

    [Fact]
    public void a_stale_list_says_that_the_status_since_is_unknown()
    {
        var next = desk.List().NextUpdate;

        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(at: next - Duration.FromSeconds(1)).Kind);
        var stale = desk.Ask(at: next);
        Assert.Equal(VerdictKind.StaleList, stale.Kind);
        Assert.Contains("unknown", stale.English, StringComparison.Ordinal);
        Assert.DoesNotContain("valid", stale.English, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void a_list_older_than_the_certificate_says_nothing_about_it() =>
        Assert.Equal(
            VerdictKind.ListOlderThanCertificate,
            desk.Ask(desk.Qr(desk.Proof with { IssuedAt = desk.List().ThisUpdate + Duration.FromSeconds(1) })).Kind);

    [Fact]
    public void the_term_is_judged_by_days_in_Suzhou()
    {
        var last = desk.List() with { ThisUpdate = Instant.FromUtc(2031, 2, 24, 0, 0), NextUpdate = Instant.FromUtc(2031, 2, 25, 0, 0) };
        var list = desk.ListFile(last);

        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(list: list, at: Instant.FromUtc(2031, 2, 24, 15, 59, 59)).Kind);
        Assert.Equal(VerdictKind.Expired, desk.Ask(list: list, at: Instant.FromUtc(2031, 2, 24, 16, 0)).Kind);

        var early = desk.Proof with { ValidFrom = new LocalDate(2026, 5, 2) };
        Assert.Equal(VerdictKind.NotYetValid, desk.Ask(desk.Qr(early)).Kind);
        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(desk.Qr(early), at: Instant.FromUtc(2026, 5, 1, 16, 0)).Kind);
    }

    [Theory]
    [InlineData(ListedStatus.Withdrawn, VerdictKind.Withdrawn)]
    [InlineData(ListedStatus.Annulled, VerdictKind.Annulled)]
    [InlineData(ListedStatus.Revoked, VerdictKind.Revoked)]
    [InlineData(ListedStatus.Deregistered, VerdictKind.Deregistered)]
    public void each_ending_has_its_own_word(ListedStatus status, VerdictKind expected)
    {
        var list = desk.ListFile(desk.List(new ListEntry(PermitNo, null, status, April, null)));

        Assert.Equal(expected, desk.Ask(list: list).Kind);
        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(desk.Qr(desk.Proof with { PermitNo = "320509-2026-0002" }), list: list).Kind);
    }

    [Fact]
    public void the_cause_is_named_before_the_deregistration_that_followed()
    {
        var verdict = desk.Ask(list: desk.ListFile(desk.List(
            new(PermitNo, null, ListedStatus.Deregistered, April, null), new(PermitNo, null, ListedStatus.Revoked, April, null))));

        Assert.Equal(VerdictKind.Revoked, verdict.Kind);
        Assert.Contains("deregistered on 2026-04-10", verdict.English, StringComparison.Ordinal);
    }

    [Fact]
    public void an_old_certificate_names_the_version_to_ask_for()
    {
        var list = desk.ListFile(desk.List(new ListEntry(PermitNo, 1, ListedStatus.Superseded, April, 2)));

        var verdict = desk.Ask(list: list);
        Assert.Equal(VerdictKind.Superseded, verdict.Kind);
        Assert.Contains("version 002", verdict.English, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.ValidAsOfList, desk.Ask(desk.Qr(desk.Proof with { Version = 2 }), list: list).Kind);
    }

    /// <summary>A list that was made later tells by its days what was so then; an annulment reaches back.</summary>
    [Fact]
    public void the_past_is_judged_by_the_days_of_a_later_list_on_demand()
    {
        var before = Instant.FromUtc(2026, 4, 9, 4, 0);
        var list = desk.ListFile(desk.List(
            new(PermitNo, null, ListedStatus.Withdrawn, April, null), new("320509-2026-0002", null, ListedStatus.Annulled, April, null)));

        Assert.Equal(VerdictKind.ListFromFuture, desk.Ask(list: list, at: before).Kind);
        var then = desk.Ask(list: list, at: before, lookBack: true);
        Assert.Equal(VerdictKind.ValidAsOfList, then.Kind);
        Assert.Contains("looking back with list 7", then.English, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Withdrawn, desk.Ask(list: list, at: Instant.FromUtc(2026, 4, 10, 4, 0), lookBack: true).Kind);
        var annulled = desk.Qr(desk.Proof with { PermitNo = "320509-2026-0002" });
        Assert.Equal(VerdictKind.Annulled, desk.Ask(annulled, list: list, at: before, lookBack: true).Kind);
        Assert.Equal(
            VerdictKind.NotYetValid,
            desk.Ask(desk.Qr(desk.Proof with { IssuedAt = Noon - Duration.FromDays(3) }), list: list, at: before, lookBack: true).Kind);
    }

    [Fact]
    public void a_key_counts_from_its_first_day_until_it_retires_and_never_once_it_is_revoked()
    {
        Assert.Equal(VerdictKind.UnknownKey, desk.Ask(keys: KeysFile(desk.OtherKey)).Kind);
        Assert.Equal(VerdictKind.KeyNotInUse, Under(desk.Key with { ValidFrom = Issued + Duration.FromSeconds(1) }));
        Assert.Equal(VerdictKind.KeyNotInUse, Under(desk.Key with { RetiredAt = Issued - Duration.FromHours(1) }));
        Assert.Equal(VerdictKind.ValidAsOfList, Under(desk.Key with { RetiredAt = Issued + Duration.FromHours(1) }));
        Assert.Equal(VerdictKind.RevokedKey, Under(desk.Key with { RevokedFrom = Noon }));

        var revoking = desk.List() with { Kid = desk.OtherKid, Keys = [new RevokedKid(desk.Kid, Noon)] };
        Assert.Equal(VerdictKind.RevokedKey, desk.Ask(list: desk.ListFile(revoking)).Kind);

        VerdictKind Under(ProofKey key) =>
            desk.Ask(keys: KeysFile(key, desk.OtherKey), list: desk.ListFile(desk.List() with { Kid = desk.OtherKid })).Kind;
    }

    [Fact]
    public void a_list_is_believed_only_from_a_good_key()
    {
        Assert.Equal(VerdictKind.ListForged, desk.Ask(list: desk.ListFile(desk.List(), byOther: true)).Kind);
        var foreign = desk.ListFile(desk.List() with { Kid = desk.OtherKid });
        Assert.Equal(VerdictKind.ListForged, desk.Ask(keys: KeysFile(desk.Key), list: foreign).Kind);
        Assert.Equal(
            VerdictKind.ListForged, desk.Ask(keys: KeysFile(desk.Key, desk.OtherKey with { RevokedFrom = Noon }), list: foreign).Kind);
        var itself = desk.List() with { Kid = desk.OtherKid, Keys = [new RevokedKid(desk.OtherKid, Noon)] };
        Assert.Equal(VerdictKind.ListForged, desk.Ask(list: desk.ListFile(itself)).Kind);
    }

    [Fact]
    public void a_list_from_the_future_is_named_so() =>
        Assert.Equal(
            VerdictKind.ListFromFuture,
            desk.Ask(list: desk.ListFile(desk.List() with { ThisUpdate = Noon + Duration.FromSeconds(1) })).Kind);

    /// <summary>A genuine ending stands even in a list that should have been replaced.</summary>
    [Fact]
    public void an_ending_in_a_stale_list_stands() =>
        Assert.Equal(
            VerdictKind.Revoked,
            desk.Ask(
                list: desk.ListFile(desk.List(new ListEntry(PermitNo, null, ListedStatus.Revoked, April, null))),
                at: Noon + Duration.FromDays(400)).Kind);
}
