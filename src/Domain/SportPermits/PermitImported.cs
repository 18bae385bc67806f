using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>A licence that was granted on paper before this register began, taken over as its face says (存量许可导入).</summary>
/// <remarks>Opens a stream as <see cref="PermitOpened"/> does. Whatever had ended when it was taken over ends by its own date.</remarks>
/// <param name="PermitNo">The number on the paper where it can be kept, else one drawn here.</param>
/// <param name="LegacyNo">The number on the paper.</param>
/// <param name="Row">Row of the file that the import holds.</param>
/// <param name="Source">Sealed: the organ's name as printed, and where the paper lies.</param>
/// <param name="Normalised">Spellings that were changed on the way, by column.</param>
public sealed record PermitImported(
    string PermitNo,
    string LegacyNo,
    string ImportId,
    int Row,
    DocumentId Source,
    string IssuingOrgan,
    string SupervisingOrgan,
    PermitFace Face,
    LocalDate IssuedOn,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    IReadOnlyList<Normalisation> Normalised,
    LegalBasis ValidityBasis) : SportPermitEvent;
