namespace House.Tests;

/// <summary>What a reader may expect of any file here.</summary>
public sealed class Tidiness
{
    static readonly IReadOnlyList<string> Files = Repository.SourceFiles("src", "tests");

    [Fact]
    public void no_file_is_longer_than_three_hundred_lines() =>
        Assert.Empty(Files.Where(path => File.ReadLines(path).Count() > 300).Select(Short));

    [Fact]
    public void no_line_is_longer_than_a_hundred_and_forty_characters() =>
        Assert.Empty(
            from path in Files
            from line in File.ReadLines(path).Select((text, index) => (text, number: index + 1))
            where line.text.Length > 140
            select $"{Short(path)}:{line.number}");

    [Fact]
    public void nothing_is_left_to_be_fixed_later() =>
        Assert.Empty(Files
            .Where(path => !path.EndsWith("Tidiness.cs", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path) is var text
                && (text.Contains("TODO", StringComparison.Ordinal) || text.Contains("FIXME", StringComparison.Ordinal)
                    || text.Contains("NotImplementedException", StringComparison.Ordinal)))
            .Select(Short));

    /// <summary>A moment is an Instant and a day a LocalDate; DateTime appears only where .NET or Npgsql hands one over.</summary>
    [Fact]
    public void the_core_knows_no_DateTime() =>
        Assert.Empty(Repository.SourceFiles("src/Domain", "src/Projections")
            .Where(path => System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(path), @"\bDateTime(Offset)?\b(?!Zone)"))
            .Select(Short));

    /// <summary>Each decision record has its number, a status and the test that would fail without it.</summary>
    [Fact]
    public void every_decision_record_says_what_checks_it() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(Repository.Root, "docs/adr"), "*.md"),
            path =>
            {
                var text = File.ReadAllText(path);
                Assert.Matches(@"^# \d+\. ", text);
                Assert.Contains("## Decision", text, StringComparison.Ordinal);
                Assert.Contains("## Checked by", text, StringComparison.Ordinal);
            });

    static string Short(string path) => Path.GetRelativePath(Repository.Root, path);
}
