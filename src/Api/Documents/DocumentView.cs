using Application.Documents;
using Domain.Documents;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;
using Projections.Documents;

namespace Api.Documents;

/// <summary>A document without its words: those stand in the file, which is opened on record.</summary>
/// <param name="Seal">Place of the seal as printed; the seal itself is put on outside this system.</param>
/// <param name="MissingCharacters">Not 0: somebody must look at the paper before it is served.</param>
public sealed record DocumentView(
    string DocumentNo, string Kind, string Title, string Template, string? CaseNo, string? PermitNo, string Organ, PersonRef Addressee,
    LocalDate IssuedOn, LegalBasis Basis, string Seal, string Sm3, long Size, int Pages, int MissingCharacters,
    IReadOnlyList<RemedyRow> Remedies, ServiceRow? Service, IReadOnlyList<AttemptRow> Attempts)
{
    public static DocumentView Of(DocumentPage page, LocalDate today)
    {
        var face = page.Face;
        return new(
            face.DocumentNo, face.Kind, TitleOf(face), face.Template, face.CaseNo, face.PermitNo, face.Organ, face.Addressee, face.IssuedOn,
            face.Basis, face.Seal, face.Sm3, face.Size, face.Pages, face.MissingCharacters, RemedyRow.Of(page, today),
            page.Service is { } service ? ServiceRow.Of(service) : null,
            [.. page.Attempts.Select(attempt => new AttemptRow(attempt.Mode, attempt.AttemptedOn, attempt.Reason, attempt.Proof))]);
    }

    /// <summary>From the log, right after an act.</summary>
    public static DocumentView Of(DocumentSnapshot now, LocalDate today) =>
        Of(
            now.State switch
            {
                Document.Served served => new DocumentPage(now.DocumentNo, now.Version, served.Face, served.Attempts, served.Service),
                Document.Issued issued => new DocumentPage(now.DocumentNo, now.Version, issued.Face, issued.Attempts, null),
                _ => throw new InvalidOperationException($"{now.DocumentNo} is not issued."),
            },
            today);

    public static string TitleOf(DocumentIssued face) =>
        DocumentTemplates.All.FirstOrDefault(template => template.Edition == face.Template)?.Title ?? face.Kind;
}

/// <param name="LastDay">Counted once the document is served; null before.</param>
/// <param name="State">not-running before service, open, or closed.</param>
public sealed record RemedyRow(
    string Kind, string Before, string Period, LegalBasis Basis, LocalDate? LastDay, bool Provisional, string State,
    IReadOnlyList<string> Derivation)
{
    public static IReadOnlyList<RemedyRow> Of(DocumentPage page, LocalDate today) =>
    [
        .. page.Face.Remedies.Select(remedy =>
        {
            var end = page.Service?.RemedyEnds.FirstOrDefault(known => known.Kind == remedy.Kind);
            return new RemedyRow(
                remedy.Kind, remedy.Before, remedy.Period, remedy.Basis, end?.LastDay, end?.Provisional ?? false,
                end is null ? "not-running" : today <= end.LastDay ? "open" : "closed", end?.Derivation ?? []);
        }),
    ];
}

/// <param name="Proof">A sealed text.</param>
public sealed record ServiceRow(
    string Mode, string? Address, LocalDate ServedOn, LocalDate EffectiveOn, int Witnesses, bool Recorded, DocumentId? Proof,
    LegalBasis Basis)
{
    public static ServiceRow Of(DocumentServed e) =>
        new(e.Mode, e.Address, e.ServedOn, e.EffectiveOn, e.Witnesses, e.Recorded, e.Proof, e.Basis);
}

public sealed record AttemptRow(string Mode, LocalDate AttemptedOn, string Reason, DocumentId Proof);
