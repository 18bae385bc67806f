using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;

namespace Application.TrainingInstitutions;

/// <summary>The form of a training institution as read, before the vault has turned the people in it into references.</summary>
public sealed class TrainingFormDraft : FormDraft
{
    static readonly string[] Members =
    [
        "institutionName", "institutionKind", "premises", "classes", "staff", "chargeRule", "custody", "contractTemplate",
        "registeredCapitalFen", "changes", "reason",
    ];

    public string? Name { get; set; }

    public string? Address { get; set; }

    public string? Kind { get; set; }

    public PremisesFacts Premises { get; set; } = new(null, null, null, false, null);

    public IReadOnlyList<ClassFacts> Classes { get; set; } = [];

    public List<TrainingStaffDraft> Staff { get; } = [];

    public ChargeFacts Charge { get; set; } = new(null, null, null, null, null);

    public string? CustodyMode { get; set; }

    public bool DedicatedAccount { get; set; }

    public bool NationalContract { get; set; }

    public Money? Capital { get; set; }

    public override IReadOnlyList<string> AllParts => Members;

    /// <summary>No list of addresses belongs to this matter.</summary>
    public override string? PlaceAddress => null;

    public override bool PlaceResent => false;

    public override ApplicationFacts Facts(Func<string, PersonRef?> referred, Func<string, string, DocumentId> seal) =>
        new TrainingFacts(
            seal("venue", PlaceNames.Json(Name, Address)), Kind, Premises, Classes,
            [.. Staff.Where(member => referred(member.Path) is not null).Select(member => new TrainingStaffFacts(
                referred(member.Path)!.Value, member.Role, member.CertificateKind, referred($"{member.Path}.certificateNo"),
                member.CertificateValidTo, member.FullTime, member.BackgroundCheckedOn, member.Adult,
                People.GetValueOrDefault(member.Path)?.IdentifierValid ?? false))],
            Charge, CustodyMode, DedicatedAccount, NationalContract, Capital);

    public override ApplicationFacts FactsOver(ApplicationFacts earlier, ApplicationFacts sent, IReadOnlySet<string> kept)
    {
        var (before, now) = ((TrainingFacts)earlier, (TrainingFacts)sent);
        return new TrainingFacts(
            // Name and address are sealed together; a request that brings one has been completed with the other.
            kept.Contains("institutionName") && kept.Contains("premises") ? before.Texts : now.Texts,
            kept.Contains("institutionKind") ? before.Kind : now.Kind,
            kept.Contains("premises") ? before.Premises : now.Premises,
            kept.Contains("classes") ? before.Classes : now.Classes,
            kept.Contains("staff") ? before.Staff : now.Staff,
            kept.Contains("chargeRule") ? before.Charge : now.Charge,
            kept.Contains("custody") ? before.CustodyMode : now.CustodyMode,
            kept.Contains("custody") ? before.DedicatedAccount : now.DedicatedAccount,
            kept.Contains("contractTemplate") ? before.NationalContract : now.NationalContract,
            kept.Contains("registeredCapitalFen") ? before.Capital : now.Capital);
    }
}

/// <param name="Path">Where the person stands in the form.</param>
public sealed record TrainingStaffDraft(
    string Path, string? Role, string? CertificateKind, LocalDate? CertificateValidTo, bool FullTime, LocalDate? BackgroundCheckedOn,
    bool? Adult);
