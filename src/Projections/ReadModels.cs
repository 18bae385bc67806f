using Projections.Audit;
using Projections.Documents;
using Projections.Engine;
using Projections.Importing;
using Projections.Licensing;
using Projections.Officers;
using Projections.PersonalData;
using Projections.Prepayments;
using Projections.Proof;
using Projections.Ratings;
using Projections.SportPermits;
using Projections.Statistics;
using Projections.TrainingInstitutions;
using Projections.Subsidies;

namespace Projections;

/// <summary>Every read model, once; the host creates, feeds and rebuilds what is listed here.</summary>
public static class ReadModels
{
    public static CasePageProjection CasePages { get; } = new();

    public static WorkItemProjection WorkItems { get; } = new();

    public static ProjectLookupProjection Projects { get; } = new();

    public static RegisterProjection Register { get; } = new();

    public static PermitPageProjection Permits { get; } = new();

    public static CalendarEditionProjection Calendars { get; } = new();

    public static RuleEditionProjection RuleEditions { get; } = new();

    public static AuditTrailProjection AuditTrail { get; } = new();

    public static RectificationProjection Rectifications { get; } = new();

    public static OfficerProjection Officers { get; } = new();

    public static CaseAssignmentProjection CaseAssignments { get; } = new();

    public static PermitProofProjection PermitProofs { get; } = new();

    public static DocumentPageProjection Documents { get; } = new();

    public static CaseFiguresProjection CaseFigures { get; } = new();

    public static InvolvementProjection Involvements { get; } = new();

    public static DeferredErasureProjection DeferredErasures { get; } = new();

    public static ImportedPermitProjection ImportedPermits { get; } = new();

    public static ContractProjection PrepaidContracts { get; } = new();

    public static CustodyProjection CustodyAccounts { get; } = new();

    public static InstitutionProjection Institutions { get; } = new();

    public static FundProjection Funds { get; } = new();

    public static GrantProjection Grants { get; } = new();

    public static ProgrammeProjection Programmes { get; } = new();

    public static VenueProjection Venues { get; } = new();

    public static VoucherProjection Vouchers { get; } = new();

    public static DrawEntryProjection DrawEntries { get; } = new();

    public static DropBoardProjection DropBoards { get; } = new();

    public static AdverseDecisionProjection AdverseDecisions { get; } = new();

    public static IReadOnlyList<IProjection> All { get; } =
    [
        CasePages,
        WorkItems,
        Projects,
        Register,
        Permits,
        Calendars,
        AuditTrail,
        Rectifications,
        RuleEditions,
        Officers,
        CaseAssignments,
        Involvements,
        PermitProofs,
        Documents,
        CaseFigures,
        ImportedPermits,
        DeferredErasures,
        PrepaidContracts,
        CustodyAccounts,
        Institutions,
        Funds,
        Grants,
        Programmes,
        Venues,
        Vouchers,
        DrawEntries,
        DropBoards,
        AdverseDecisions,
    ];

    /// <summary>The schema of all, as src/Projections/Schema has it checked in.</summary>
    public static string Ddl =>
        "create schema if not exists read;\n"
        + "alter schema read owner to regulation_owner;\n"
        + "grant usage on schema read to regulation_projector, regulation_reader;\n\n"
        + string.Join('\n', All.Select(projection => projection.Ddl));
}
