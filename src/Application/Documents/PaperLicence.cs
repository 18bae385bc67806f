using System.Globalization;
using Domain.Identity;
using Domain.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;
using static Application.Documents.Wording;

namespace Application.Documents;

/// <summary>A licence as its papers show it, whatever it is for: one way of printing serves them all.</summary>
/// <param name="Matter">Whose templates its papers are printed from.</param>
/// <param name="Version">Of its certificate; printed with three digits.</param>
/// <param name="From">First day of the term that ends with <paramref name="To"/>.</param>
/// <param name="Words">What its face says beside number, version, term and organ (证面).</param>
public sealed record PaperLicence(
    string Matter, string No, string Organ, PersonRef Holder, DocumentId HolderName, int Version, LocalDate From, LocalDate To,
    IReadOnlyList<(string Name, Wording Word)> Words)
{
    public string Certificate => Version.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>The licence after the last of these events of its stream; null where they are of none.</summary>
    public static PaperLicence? Of(IReadOnlyList<StoredEvent> events)
    {
        var data = events.Select(stored => stored.Data).ToList();
        if (data.OfType<SportPermitEvent>().Aggregate(SportPermit.Initial, SportPermitDecider.Evolve).Record is { } permit)
            return OfPermit(permit);

        var life = data.OfType<InstitutionEvent>().ToList();
        return life.Aggregate(Institution.Initial, InstitutionDecider.Evolve).Record is { } institution
            ? OfInstitution(institution, life.OfType<InstitutionRenewed>().LastOrDefault()?.TermFrom ?? institution.ValidFrom)
            : null;
    }

    /// <summary>A sole trader is its own head.</summary>
    static PaperLicence OfPermit(PermitRecord permit)
    {
        var face = permit.Face;
        return new PaperLicence(
            SportPermitMatter.MatterName, permit.PermitNo, permit.IssuingOrgan, face.Holder, face.HolderName, permit.CertificateVersion,
            permit.TermFrom, permit.ValidTo,
            [
                ("head", face.Head is { } head ? new NameOf(head) : new Sealed(face.HolderName)),
                ("venue", new Sealed(face.Venue, "name")), ("address", new Sealed(face.Venue, "address")),
                ("sports", SportsOf(face.Sports)), ("instructors", Count(face.RequiredInstructors)),
                ("rescuers", Count(Sum(face.RequiredLifeguards, face.RequiredRescuers))),
            ]);
    }

    static PaperLicence OfInstitution(InstitutionRecord institution, LocalDate termFrom)
    {
        var face = institution.Face;
        return new PaperLicence(
            TrainingMatter.MatterName, institution.No, institution.IssuingOrgan, face.Organiser, face.OrganiserName, institution.Version,
            termFrom, institution.ValidTo,
            [
                ("venue", new Sealed(face.Texts, "name")), ("address", new Sealed(face.Texts, "address")),
                ("sports", SportsOf(face.Sports)), ("kind", TrainingWords.Kind(face.Kind)),
                ("floorArea", string.Create(CultureInfo.InvariantCulture, $"{face.TrainingFloorAreaM2:0.##}平方米")),
                ("custody", TrainingWords.Custody(face.CustodyMode)), ("creditCode", institution.CreditCode),
            ]);
    }

    static string SportsOf(IEnumerable<string> codes) => string.Join('、', codes.Select(PrintedWords.Sport));

    static int? Sum(int? some, int? others) => some is null && others is null ? null : (some ?? 0) + (others ?? 0);

    static string Count(int? number) => number is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known}名") : "";
}
