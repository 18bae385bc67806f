using Domain.Identity;
using NodaTime;

namespace Domain.Tests.Identity;

/// <summary>specs/identifiers.md: each identifier with its near-misses.</summary>
public sealed class IdentifierTables
{
    [Theory]
    [InlineData("968181812543")]
    [InlineData(" ９６８１８１８１２５４３　")]
    [InlineData("9681 8181-2543")]
    [InlineData("9681\t8181 - 2543")]
    public void a_certificates_number_is_one_however_it_is_spelled(string raw) =>
        Assert.Equal("968181812543", CertificateNumber.Unify(raw));

    [Theory]
    [InlineData("a12b", "A12B")]
    [InlineData(" - ", "")]
    public void letters_and_nothing(string raw, string number) => Assert.Equal(number, CertificateNumber.Unify(raw));

    static readonly LocalDate Today = new(2026, 11, 23);

    [Theory]
    [InlineData("11110108000057752U", null)] // real codes found in public sources
    [InlineData("11100000000013338W", null)]
    [InlineData("11110000000021135M", null)]
    [InlineData("11100000MB0341032Y", null)]
    [InlineData("11430000006122244L", null)]
    [InlineData("11220000013544541J", null)]
    [InlineData("11370000004502323D", null)]
    [InlineData("91320508MA1T2X3Y34", null)] // made up
    [InlineData("52320583MJ4D5E6M2R", null)]
    [InlineData("91320508MA1T2X3Y35", "check-character")]
    [InlineData("91320505MA1T2X3Y34", "check-character")] // one digit of the region
    [InlineData("91320508MA1T2X3Y44", "organisation-check")]
    [InlineData("52320583MJ4D5E6M2O", "alphabet")] // no letter O
    [InlineData("52320583MJ4D5E6M2I", "alphabet")]
    [InlineData("91320508MA1T2X3Y3", "length")]
    [InlineData("91320508MA1T2X3Y344", "length")]
    [InlineData("", "length")]
    public void unified_social_credit_code(string code, string? fault) =>
        Assert.Equal(fault, UnifiedSocialCreditCode.Check(code).Fault);

    [Theory]
    [InlineData("91320508ma1t2x3y34", "id.lower-case-letters")]
    [InlineData("９１320508MA1T2X3Y34", "id.width-or-blanks")]
    [InlineData(" 91320508MA1T2X3Y34 ", "id.width-or-blanks")]
    public void another_spelling_of_a_code_is_recorded_as_such(string spelling, string normalised)
    {
        var check = UnifiedSocialCreditCode.Check(spelling);

        Assert.Equal("91320508MA1T2X3Y34", check.Value);
        Assert.Equal([normalised], check.Normalised);
    }

    [Theory]
    [InlineData("320508190101010017", null)]
    [InlineData("32058319040229018X", null)] // a leap day
    [InlineData("320583190302290182", "birth-date")] // check digit right, but 1903 had no 29 February
    [InlineData("320508190101010018", "check-character")]
    [InlineData("320508190113010011", "birth-date")]
    [InlineData("32050819010101001Y", "alphabet")]
    [InlineData("3205081901010100X7", "alphabet")]
    [InlineData("32050819010101001", "length")]
    [InlineData("3205081901010100171", "length")]
    [InlineData("", "length")]
    public void citizen_id(string id, string? fault) => Assert.Equal(fault, CitizenId.Check(id, Today).Fault);

    /// <summary>320584 was retired in 2012; its people live on.</summary>
    [Fact]
    public void the_region_inside_is_never_a_ground() => Assert.True(CitizenId.Check("320584198001010012", Today).IsValid);

    [Fact]
    public void nobody_is_born_tomorrow() =>
        Assert.Equal("birth-date", CitizenId.Check("320508202611240012", Today).Fault);

    [Fact]
    public void a_lower_case_x_is_a_spelling()
    {
        var check = CitizenId.Check("32058319040229018x", Today);

        Assert.Equal("32058319040229018X", check.Value);
        Assert.Equal(["id.lower-case-x"], check.Normalised);
    }

    [Theory]
    [InlineData("320508010101001", "320508190101010017")]
    [InlineData("320583040229018", "32058319040229018X")]
    public void fifteen_digits_name_the_same_person(string fifteen, string eighteen)
    {
        var check = CitizenId.Check(fifteen, Today);

        Assert.Equal(eighteen, check.Value);
        Assert.Equal(["id.fifteen-digits"], check.Normalised);
    }

    [Theory]
    [InlineData("320583030229018", "birth-date")]
    [InlineData("32058303022901X", "length")] // fifteen characters but not digits
    public void fifteen_digits_may_be_wrong_too(string fifteen, string fault) =>
        Assert.Equal(fault, CitizenId.Check(fifteen, Today).Fault);

    [Theory]
    [InlineData("1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.001.9", null)]
    [InlineData("1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.002.7", null)]
    [InlineData("1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.002.9", "check-character")]
    [InlineData("1.2.156.3005.3.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.001.9", "root")]
    [InlineData("1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.1.9", "length")]
    [InlineData("1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.sz20261122000001.001.9", "alphabet")]
    [InlineData("", "root")]
    public void electronic_certificate(string identifier, string? fault) =>
        Assert.Equal(fault, CertificateIdentifier.Check(identifier).Fault);

    [Theory]
    [InlineData(1, "1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.001.9")]
    [InlineData(2, "1.2.156.3005.2.11100000MB0T1E2X3A001.11320500MB0T3E4X71.SZ20261122000001.002.7")]
    public void an_electronic_certificate_is_named_by_its_parts(int version, string identifier) =>
        Assert.Equal(
            identifier,
            CertificateIdentifier.Compose("11100000MB0T1E2X3A001", "11320500MB0T3E4X71", "SZ20261122000001", version));
}
