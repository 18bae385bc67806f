using System.Text;
using Domain.Licensing;
using Domain.Proof;
using NodaTime;

namespace Domain.Tests.Proof;

/// <summary>PRF-1 and PRF-9: codes that check, and lists that are the same bytes for the same facts.</summary>
public sealed class RevocationListSpec
{
    static readonly LocalDate Day = new(2027, 3, 1);

    static readonly RevocationList List = new(
        "320500", 7, Instant.FromUtc(2027, 3, 2, 1, 0), Instant.FromUtc(2027, 3, 3, 1, 0), 1234,
        [new RevokedKid("ABCDEFGH2345", Instant.FromUtc(2027, 3, 1, 0, 0))],
        RevocationList.InOrder(
        [
            new("320509-2026-0002", null, ListedStatus.Deregistered, Day.PlusDays(2), null),
            new("320509-2026-0002", null, ListedStatus.Withdrawn, Day, null),
            new("320509-2026-0001", 2, ListedStatus.Superseded, Day.PlusDays(9), 3),
            new("320509-2026-0001", 1, ListedStatus.Superseded, Day, 2),
        ]),
        "BCDEFGHJ2345");

    [Fact]
    public void the_signed_text_is_as_the_format_page_shows_it() =>
        Assert.Equal(
            """
            RGL1
            320500 7 1234 BCDEFGHJ2345
            2027-03-02T01:00:00Z 2027-03-03T01:00:00Z
            K ABCDEFGH2345 2027-03-01T00:00:00Z
            P 320509-2026-0001 001 superseded 2027-03-01 002
            P 320509-2026-0001 002 superseded 2027-03-10 003
            P 320509-2026-0002 000 withdrawn 2027-03-01 000
            P 320509-2026-0002 000 deregistered 2027-03-03 000

            """.ReplaceLineEndings("\n"),
            Encoding.ASCII.GetString(List.SignedBytes()));

    [Fact]
    public void what_was_published_is_read_back()
    {
        var json = Encoding.UTF8.GetBytes(List.ToJson(ProofFixtures.Signature));
        var (read, signature, fault) = RevocationList.Read(json);

        Assert.Null(fault);
        Assert.Equal(List.SignedBytes(), read!.SignedBytes());
        Assert.Equal(ProofFixtures.Signature, signature);
        Assert.Null(RevocationList.Read((byte[])[0xEF, 0xBB, 0xBF, .. json]).Fault);
    }

    /// <summary>What the signature does not cover is not read.</summary>
    [Theory]
    [InlineData("\"issuer\":", "\"note\":\"x\",\"issuer\":")]
    [InlineData("\"issuer\":", "\"issuer\":\"320500\",\"issuer\":")]
    [InlineData("\"320500\"", "\"320500 7\"")]
    [InlineData("\"listNo\":7", "\"listNo\":\"7\"")]
    [InlineData("\"listNo\":7", "\"listNo\":7.5")]
    [InlineData("2027-03-10", "2027-3-10")]
    [InlineData("2027-03-02T01:00:00Z", "2027-03-02T01:00:00.0Z")]
    [InlineData("\"withdrawn\"", "\"Withdrawn\"")]
    [InlineData("\"withdrawn\"", "\"superseded\"")]
    [InlineData("\"version\":1,", "")]
    [InlineData("RGL1", "RGL2")]
    [InlineData("{", "[")]
    public void another_spelling_is_no_list(string part, string instead)
    {
        var json = List.ToJson(ProofFixtures.Signature);
        Assert.Contains(part, json, StringComparison.Ordinal);

        Assert.NotNull(RevocationList.Read(Encoding.UTF8.GetBytes(json.Replace(part, instead, StringComparison.Ordinal))).Fault);
    }

    [Fact]
    public void the_built_in_codes_check_are_marked_and_name_every_organ()
    {
        Assert.True(CertificateCodes.BuiltIn.Fictitious);
        Assert.All(
            Regions.All.Where(region => !region.IsRetired), region => Assert.NotNull(CertificateCodes.BuiltIn.IssuerOf(region.Code)));
    }

    [Theory]
    [InlineData("""{"source":"s","fictitious":false,"typeCode":"11100000MB0T1E2X3A01","issuers":{}}""")]
    [InlineData("""{"source":"s","fictitious":false,"typeCode":"11100000MB0T1E2X3B001","issuers":{}}""")]
    [InlineData("""{"source":"s","fictitious":false,"typeCode":"11100000MB0T1E2X3A001","issuers":{"320500":"11320500MB0T3E4X72"}}""")]
    [InlineData("""{"source":"s","fictitious":false,"issuers":{}}""")]
    [InlineData("[]")]
    public void codes_that_do_not_check_are_not_taken(string json) =>
        Assert.Throws<InvalidOperationException>(() => CertificateCodes.Parse(Encoding.UTF8.GetBytes(json)));
}
