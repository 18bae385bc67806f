using Domain.Audit;
using Domain.Documents;
using Domain.Effects;
using Domain.Identity;
using Domain.Importing;
using Domain.Licensing;
using Domain.Officers;
using Domain.PersonalData;
using Domain.Prepayments;
using Domain.Proof;
using Domain.Ratings;
using Domain.Rebuilding;
using Domain.SportPermits;
using Domain.Subsidies;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application;

/// <summary>Every event that may stand in the log, by alias; public so that a real Marten can register the same list.</summary>
public static class EventCatalogue
{
    public static EventTypes Types { get; } = new(
        typeof(LicensingCaseEvent).Assembly.GetTypes()
            .Where(type => type is { IsSealed: true, IsPublic: true } && Families.Any(family => type.IsSubclassOf(family))));

    static IEnumerable<Type> Families =>
    [
        typeof(LicensingCaseEvent),
        typeof(SportPermitEvent),
        typeof(ReApplicationBarEvent),
        typeof(PermitImportEvent),
        typeof(AuditEvent),
        typeof(PersonEvent),
        typeof(CalendarEvent),
        typeof(RectificationEvent),
        typeof(RuleEditionEvent),
        typeof(OfficerEvent),
        typeof(DelegationEvent),
        typeof(CaseAssignmentEvent),
        typeof(DataSubjectEvent),
        typeof(EffectDeskEvent),
        typeof(ProofKeyEvent),
        typeof(CertificateEvent),
        typeof(RevocationListEvent),
        typeof(DocumentEvent),
        typeof(InstitutionEvent),
        typeof(CustodyEvent),
        typeof(PrepaymentEvent),
        typeof(RebuildEvent),
        typeof(FundEvent),
        typeof(ProgrammeEvent),
        typeof(WalletEvent),
        typeof(DrawEvent),
        typeof(VenueEvent),
    ];
}
