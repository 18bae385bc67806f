namespace Projections.Engine;

/// <summary>
/// Where the rows of a read model stand: key, position, body, the searched columns, and who may see them.
/// </summary>
/// <remarks>
/// The body is the row as JSON, so a reader gets back what Evolve made; the columns only find and order it.
/// Name and version make the table's name: two versions stand side by side during a rolling upgrade.
/// </remarks>
public sealed class Table<TRow>
{
    public required string Name { get; init; }

    public required int Version { get; init; }

    public required Columns<TRow> Columns { get; init; }

    /// <summary>What follows "on the table" in create index, for example (district, due_on).</summary>
    public IReadOnlyList<string> Indexes { get; init; } = [];

    /// <summary>
    /// The column row security compares; null where the table is open to every reader, as a public register is.
    /// </summary>
    public string? DistrictColumn { get; init; }

    public string SqlName => SqlNameIn("read");

    /// <summary>The same table in another schema: what is filled beside the one that serves.</summary>
    public string SqlNameIn(string schema) => $"{schema}.{Name}_{Version}";
}
