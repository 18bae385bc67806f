using Domain.Kernel;
using Answer = Domain.Kernel.Answer<Domain.SportPermits.SportPermitCaseEvent>;

namespace Domain.SportPermits;

public static partial class SportPermitCaseDecider
{
    public static Answer Decide(SportPermitCaseCommand command, SportPermitCase state, CaseRules rules) =>
        throw new NotImplementedException();

    public static SportPermitCase Evolve(SportPermitCase state, SportPermitCaseEvent @event) =>
        throw new NotImplementedException();
}
