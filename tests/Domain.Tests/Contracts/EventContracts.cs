using System.Runtime.CompilerServices;
using System.Text.Json;
using Application;
using Domain.Documents;
using Domain.Identity;
using Domain.Importing;
using Domain.Licensing;
using Domain.Officers;
using Domain.Effects;
using Domain.PersonalData;
using Domain.Prepayments;
using Domain.Proof;
using Domain.Ratings;
using Domain.Rebuilding;
using Domain.SportPermits;
using Domain.Subsidies;
using Domain.TrainingInstitutions;
using EventStore;

namespace Domain.Tests.Contracts;

/// <summary>Each stored event against a file that is written once and never edited.</summary>
/// <remarks>Writing is compared byte for byte, and every file must still read back as the same event.</remarks>
public sealed class EventContracts
{
    /// <summary>By their form, and not by a list, so that no family is forgotten in both.</summary>
    static IEnumerable<Type> Events => typeof(LicensingCaseEvent).Assembly.GetTypes().Where(type =>
        type is { IsSealed: true, IsPublic: true } && AncestorsOf(type).Any(family =>
            family.IsAbstract && family.Name.EndsWith("Event", StringComparison.Ordinal)));

    static IEnumerable<Type> AncestorsOf(Type type) =>
        type.BaseType is { } family ? [family, .. AncestorsOf(family)] : [];

    static IReadOnlyList<object> Samples { get; } =
    [
        .. AuditSamples.All,
        .. EventSamples.All,
        .. PermitLifeSamples.All,
        .. RatingSamples.All,
        .. ImportSamples.All,
        .. PeopleSamples.All,
        .. ProofSamples.All,
        .. InstitutionEventSamples.All,
        .. PrepaymentEventSamples.All,
        .. RebuildSamples.All,
        .. SubsidyEventSamples.All,
    ];

    public static TheoryData<string> Aliases() => new(Samples.Select(sample => EventTypes.AliasOf(sample.GetType())));

    [Fact]
    public void every_event_has_a_sample() =>
        Assert.Equal(
            Events.Select(type => type.Name).Order(), Samples.Select(sample => sample.GetType().Name).Distinct().Order());

    [Fact]
    public void the_log_takes_every_event() =>
        Assert.All(Events, type => Assert.Equal(type, EventCatalogue.Types.Find(EventTypes.AliasOf(type))));

    [Fact]
    public void every_file_has_an_event() =>
        Assert.Equal(
            Directory.GetFiles(Folder(), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(),
            Samples.Select(sample => EventTypes.AliasOf(sample.GetType())).ToHashSet());

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

    /// <summary>Members that came later stand in a file of their own and are absent where they say nothing.</summary>
    [Fact]
    public void what_came_later_is_written_and_read_too()
    {
        foreach (var (file, later) in InstitutionEventSamples.Later)
        {
            var stored = File.ReadAllText(Path.Combine(Folder(), "later", $"{file}.json")).TrimEnd('\n');
            Assert.Equal(stored, JsonSerializer.Serialize(later, later.GetType(), EventJson.Options));
            var read = JsonSerializer.Deserialize(stored, later.GetType(), EventJson.Options);
            Assert.Equal(stored, JsonSerializer.Serialize(read, later.GetType(), EventJson.Options));
        }
    }

    static object Sample(string alias) => Samples.Single(sample => EventTypes.AliasOf(sample.GetType()) == alias);

    static string Stored(string alias) => File.ReadAllText(Path.Combine(Folder(), $"{alias}.json")).TrimEnd('\n');

    static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
