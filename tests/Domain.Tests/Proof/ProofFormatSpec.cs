using Domain.Proof;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Domain.Tests.Proof.ProofFixtures;

namespace Domain.Tests.Proof;

/// <summary>PRF-1 to PRF-3: one permit, one text; one text, one permit.</summary>
public sealed class ProofFormatSpec
{
    static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261124UL, 20260701UL);

    [Fact]
    public void the_text_is_as_the_format_page_shows_it() =>
        Assert.Equal(
            "RGP1:320509-2026-0001:11100000MB0T1E2X3A001:11320509MB0T3E5A5Y:001" + Swim.Identifier[^1]
            + ":320509:320509:SWIM:6.1.X:20260225:20310224:20260225010007:ABCDEFGH2345",
            Swim.SignedText());

    [Fact]
    public void the_identifier_is_rebuilt_with_its_check_character()
    {
        Assert.StartsWith(
            "1.2.156.3005.2.11100000MB0T1E2X3A001.11320509MB0T3E5A5Y.32050920260001.001.", Swim.Identifier, StringComparison.Ordinal);
        Assert.True(Domain.Identity.CertificateIdentifier.Check(Swim.Identifier).IsValid);
        Assert.NotEqual(Swim.Identifier[^1], (Swim with { Version = 2 }).Identifier[^1]);
    }

    [Fact]
    public void the_longest_text_keeps_the_limit()
    {
        var longest = Swim with
        {
            PermitNo = "320509-2026-0000000001", Sports = ["SWIM", "SKI", "DIVE", "CLIMB"], Version = 999, Lifeguards = 9999,
            Instructors = 9999, Rescuers = 9999,
        };

        Assert.InRange(longest.Text(Signature).Length, 270, PermitProof.LongestText);
    }

    [Fact]
    public void what_was_written_is_read_back() =>
        Check.One(Fixed, Prop.ForAll(Proofs.ToArbitrary(), proof =>
        {
            var (read, fault) = PermitProof.Read(proof.Text(Signature));
            return fault is null && read!.Proof.SameAs(proof) && read.Signature.SequenceEqual(Signature);
        }));

    /// <summary>A reader that took another spelling would check a signature over something else than it shows.</summary>
    [Theory]
    [InlineData("RGP1", "RGP2")]
    [InlineData("RGP1", "rgp1")]
    [InlineData("320509-2026-0001", "")]
    [InlineData("320509-2026-0001", "320509-2026-000000000000001")]
    [InlineData("20310224", "20310229")]
    [InlineData("20310224", "20260224")]
    [InlineData("SWIM", "SWIM+SWIM")]
    [InlineData("SWIM", "")]
    [InlineData("6.1.X", "06.1.X")]
    [InlineData("6.1.X", "6.1")]
    [InlineData("6.1.X", "-6.1.X")]
    [InlineData(":001", ":002")]
    [InlineData(":001", ":000")]
    [InlineData("20260225010007", "20260225240007")]
    [InlineData("ABCDEFGH2345", "ABCDEFGH234")]
    public void another_spelling_is_no_proof(string part, string instead)
    {
        var text = Swim.Text(Signature);
        Assert.Contains(part, text, StringComparison.Ordinal);

        var (proof, fault) = PermitProof.Read(text.Replace(part, instead, StringComparison.Ordinal));

        Assert.Null(proof);
        Assert.NotNull(fault);
    }

    [Fact]
    public void a_text_cut_off_anywhere_is_no_proof()
    {
        var text = Swim.Text(Signature);

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.NotNull(PermitProof.Read(text[..length]).Fault));
        Assert.NotNull(PermitProof.Read(text + "A").Fault);
    }

    [Fact]
    public void bytes_have_one_spelling_in_base_32() =>
        Check.One(Fixed, Prop.ForAll(Gen.Choose(0, 255).ListOf(64).ToArbitrary(), numbers =>
        {
            byte[] bytes = [.. numbers.Select(number => (byte)number)];
            var text = Base32.Encode(bytes);
            var last = text[^1];
            return Base32.Decode(text, 64)!.SequenceEqual(bytes)
                && "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".Where(c => c != last)
                    .All(c => Base32.Decode(text[..^1] + c, 64)?.SequenceEqual(bytes) is not true);
        }));

    [Fact]
    public void a_permit_that_does_not_fit_is_a_bug_and_never_a_wrong_text() =>
        Assert.Throws<ArgumentException>(() => (Swim with { PermitNo = "苏体许2026" }).Text(Signature));

    static Gen<PermitProof> Proofs { get; } =
        from organ in Gen.Elements("320500", "320505", "320509", "320571", "320585")
        from number in Gen.Choose(1, 2_000_000)
        from year in Gen.Choose(2023, 2099)
        from version in Gen.Choose(1, 999)
        from sports in Gen.SubListOf("SWIM", "SKI", "DIVE", "CLIMB").Where(list => list.Count > 0)
        from staff in Gen.Elements<int?>(null, 0, 1, 12, 9999).ListOf(3)
        from start in Gen.Choose(0, 20_000)
        from length in Gen.Choose(0, 3652)
        from second in Gen.Choose(0, 2_000_000_000)
        select Swim with
        {
            PermitNo = $"{organ}-{year}-{number:D4}", Organ = organ, Version = version, Sports = [.. sports], Lifeguards = staff[0],
            Instructors = staff[1], Rescuers = staff[2], ValidFrom = new LocalDate(2023, 1, 1).PlusDays(start),
            ValidTo = new LocalDate(2023, 1, 1).PlusDays(start + length), IssuedAt = Instant.FromUnixTimeSeconds(second),
        };
}
