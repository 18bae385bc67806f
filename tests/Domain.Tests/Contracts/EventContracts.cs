using System.Runtime.CompilerServices;
using System.Text.Json;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Domain.Tests.Contracts;

/// <summary>Each stored event against a file that is written once and never edited.</summary>
/// <remarks>Writing is compared byte for byte, and every file must still read back as the same event.</remarks>
public sealed class EventContracts
{
    static readonly Type[] Families = [typeof(SportPermitCaseEvent), typeof(SportPermitEvent), typeof(CalendarEvent)];

    public static TheoryData<string> Aliases() => new(EventSamples.All.Select(sample => EventTypes.AliasOf(sample.GetType())));

    [Fact]
    public void every_event_has_a_sample() =>
        Assert.Equal(
            typeof(SportPermitCaseEvent).Assembly.GetTypes().Where(type => Families.Contains(type.BaseType)).ToHashSet(),
            EventSamples.All.Select(sample => sample.GetType()).ToHashSet());

    [Fact]
    public void every_file_has_an_event() =>
        Assert.Equal(
            Directory.GetFiles(Folder(), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(),
            EventSamples.All.Select(sample => EventTypes.AliasOf(sample.GetType())).ToHashSet());

    [Theory]
    [MemberData(nameof(Aliases))]
    public void what_we_write_is_what_we_promised(string alias)
    {
        var sample = Sample(alias);

        Assert.Equal(Stored(alias), JsonSerializer.Serialize(sample, sample.GetType(), EventJson.Options));
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void what_we_wrote_can_still_be_read(string alias)
    {
        var type = Sample(alias).GetType();
        var read = JsonSerializer.Deserialize(Stored(alias), type, EventJson.Options);

        Assert.Equal(Stored(alias), JsonSerializer.Serialize(read, type, EventJson.Options));
    }

    static object Sample(string alias) => EventSamples.All.Single(sample => EventTypes.AliasOf(sample.GetType()) == alias);

    static string Stored(string alias) => File.ReadAllText(Path.Combine(Folder(), $"{alias}.json")).TrimEnd('\n');

    static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
