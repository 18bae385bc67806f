using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using Projections.Engine;

namespace Projections.Importing;

/// <summary>The number a permit had on paper, so that who holds the paper finds the permit.</summary>
/// <param name="Organ">Region code of the organ that issued it.</param>
public sealed record ImportedPermit(string PermitNo, string LegacyNo, string Organ, string ImportId, int Row);

/// <remarks>Open to every reader, as the register is.</remarks>
public sealed class ImportedPermitProjection : Projection<ImportedPermit>
{
    public override Table<ImportedPermit> Table { get; } = new()
    {
        Name = "imported_permit",
        Version = 1,
        Columns = new Columns<ImportedPermit>()
            .Text("legacy_no", row => row.LegacyNo, required: true)
            .Text("import_id", row => row.ImportId, required: true),
        Indexes = ["(legacy_no text_pattern_ops)", "(import_id)"],
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        type == "permit_imported" ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) => stored.Data is PermitImported imported ? [imported.PermitNo] : [];

    public override ImportedPermit? Evolve(string key, ImportedPermit? row, StoredEvent stored) =>
        stored.Data is PermitImported e ? new(key, e.LegacyNo, e.IssuingOrgan, e.ImportId, e.Row) : row;
}
