using Domain.Proof;
using Infrastructure.Proof;
using NodaTime;

namespace Infrastructure.Tests.Proof;

/// <summary>PRF-2: every permit's code is small enough for a sticker.</summary>
public sealed class QrSizeTests
{
    const int LargestVersion = 12;

    static readonly string[] Sports = ["SWIM", "SKI", "DIVE", "CLIMB"];

    [Fact]
    public void no_permit_needs_more_than_three_hundred_bytes_or_version_twelve()
    {
        var random = new Random(20261124);
        var signature = new byte[64];
        for (var turn = 0; turn < 300; turn++)
        {
            random.NextBytes(signature);
            var text = Permit(random, longest: turn == 0).Text(signature);
            Assert.InRange(text.Length, 200, PermitProof.LongestText);
            Assert.InRange(QrImages.VersionOf(text), 1, LargestVersion);
        }
    }

    [Fact]
    public void the_images_show_the_same_modules()
    {
        var images = new QrImages();
        var matrix = images.Matrix("RGP1:TEST");

        Assert.Equal(21 + 8, matrix.Count);
        Assert.All(matrix, row => Assert.Equal(matrix.Count, row.Count));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], images.Png("RGP1:TEST", 4).Take(4));
        Assert.Equal(
            matrix.Sum(row => row.Count(dark => dark)), images.Svg("RGP1:TEST").Split("h1v1h-1z").Length - 1);
    }

    static PermitProof Permit(Random random, bool longest)
    {
        var sports = longest ? Sports : random.GetItems(Sports, random.Next(1, 5)).Distinct().ToArray();
        var from = new LocalDate(2023, 1, 1).PlusDays(random.Next(20_000));
        var number = longest ? 2_000_000_000 : random.Next(1, 2_000_000);
        return new PermitProof(
            $"3205{random.Next(0, 90):D2}-{random.Next(2023, 2099)}-{number:D4}", "11100000MB0T1E2X3A001", "11320509MB0T3E5A5Y",
            longest ? 999 : random.Next(1, 1000), "320509", "320571", sports, Staff(), Staff(), Staff(), from, from.PlusDays(1826),
            Instant.FromUnixTimeSeconds(random.Next(int.MaxValue)), "ABCDEFGH2345");

        int? Staff() => longest ? 9999 : random.Next(4) == 0 ? null : random.Next(10_000);
    }
}
