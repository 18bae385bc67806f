using Domain.Kernel;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>The licence itself (经营高危险性体育项目许可证), a stream of its own that the grant opens.</summary>
public abstract record SportPermit
{
    private SportPermit() { }

    public static SportPermit Initial { get; } = new NotOpened();

    public sealed record NotOpened : SportPermit;

    public sealed record InForce(string PermitNo, string CaseNo, LocalDate ValidFrom, LocalDate ValidTo) : SportPermit;
}

public static class SportPermitDecider
{
    /// <summary>What the grant says, as the first event of the permit's stream, in the grant's transaction.</summary>
    /// <param name="state">The case, before or after the grant.</param>
    public static PermitOpened Open(string caseNo, SportPermitCase state, PermitGranted granted, CaseRules rules) =>
        throw new NotImplementedException();

    public static SportPermit Evolve(SportPermit state, SportPermitEvent @event) => throw new NotImplementedException();
}
