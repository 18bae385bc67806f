using Projections.Audit;
using Projections.Engine;
using Projections.Licensing;
using Projections.SportPermits;

namespace Projections;

/// <summary>Every read model, once; the host creates, feeds and rebuilds what is listed here.</summary>
public static class ReadModels
{
    public static CasePageProjection CasePages { get; } = new();

    public static WorkItemProjection WorkItems { get; } = new();

    public static ProjectLookupProjection Projects { get; } = new();

    public static RegisterProjection Register { get; } = new();

    public static CalendarEditionProjection Calendars { get; } = new();

    public static AuditTrailProjection AuditTrail { get; } = new();

    public static IReadOnlyList<IProjection> All { get; } =
        [CasePages, WorkItems, Projects, Register, Calendars, AuditTrail];

    /// <summary>The schema of all, as src/Projections/Schema has it checked in.</summary>
    public static string Ddl =>
        "create schema if not exists read;\n"
        + "alter schema read owner to regulation_owner;\n"
        + "grant usage on schema read to regulation_projector, regulation_reader;\n\n"
        + string.Join('\n', All.Select(projection => projection.Ddl));
}
