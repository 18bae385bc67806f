using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What one kind of licence asks, beside the procedure that all of them share.</summary>
/// <remarks>An implementation carries the dated numbers it judges by, so that the procedure need not know them.</remarks>
public interface IMatter
{
    /// <summary>As service items name it: <see cref="ServiceItem.Matter"/>.</summary>
    string Name { get; }

    /// <summary>The law that has the place checked.</summary>
    LegalBasis PlaceBasis { get; }

    /// <summary>Places of the form that a notice may name, indices as [].</summary>
    IReadOnlySet<string> Places { get; }

    /// <summary>The item as it stands in a district on the day of receipt: limits that are the district's to set.</summary>
    ServiceItem ItemIn(ServiceItem item, string district, LocalDate on) => item;

    /// <summary>Notes what is absent from the form or cannot be true.</summary>
    void Examine(ApplicationFacts facts, ExaminedCase examined, ServiceItem item, LocalDate on, DefectList defects);

    /// <summary>LIC-11: something was filed, and none of it needs this licence.</summary>
    bool NeedsNoLicence(Submission submission, LocalDate on);

    /// <summary>The conditions on a day.</summary>
    /// <param name="wanting">Defects not yet corrected; each stands in the way of a grant.</param>
    Assessment Assess(ApplicationFacts facts, IReadOnlyList<Defect> wanting, ExaminedCase examined, LocalDate on);

    /// <summary>What the licence itself, beside its term and its holder, forbids to grant.</summary>
    IEnumerable<UnmetCondition> UnmetByLicence(PermitRequestMade request);
}
