using Domain.Audit;
using Domain.Identity;
using Domain.Kernel;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Audit;

public sealed class AuditEntryTests
{
    [Fact]
    public void an_act_names_actor_authority_case_and_legal_basis()
    {
        var entry = ReadModels.AuditTrail.Rows(Recorded.Of(CaseStream, [On(Monday, Accepted(Monday))])).Values.Single();

        Assert.Equal(
            ("application_accepted", "p-clerk", "clerk", "320508", CaseNo, Basis, Monday),
            (entry.Act, entry.Actor!.Value.Value, entry.Role, entry.District, entry.CaseNo, entry.Basis, entry.Day));
    }

    [Fact]
    public void a_refused_command_is_listed_under_its_case_with_its_code()
    {
        CommandRefused refused = new(
            "case.approver-must-not-be-reviewer", "GrantPermit", CaseStream, CaseNo, null, new LegalBasis("行政许可法", "34"));

        var entry = ReadModels.AuditTrail.Rows(Recorded.Of("refusal/1", [On(Monday, refused)])).Values.Single();

        Assert.Equal(("case.approver-must-not-be-reviewer", CaseNo), (entry.Refusal, entry.CaseNo));
    }

    [Fact]
    public void a_reading_of_personal_data_is_listed_with_its_purpose_and_case()
    {
        PersonalDataRead reading = new("handling-a-case", CaseNo, ["name", "phone"]);

        var entry = ReadModels.AuditTrail.Rows(Recorded.Of("person/p-1", [On(Monday, reading)])).Values.Single();

        Assert.Equal(("person/p-1", CaseNo, "handling-a-case"), (entry.Subject, entry.CaseNo, entry.Purpose));
        Assert.Equal(["name", "phone"], entry.Kinds);
    }

    [Fact]
    public void an_event_this_program_does_not_know_is_listed_all_the_same()
    {
        var entry = ReadModels.AuditTrail.Rows([Recorded.Unknown(CaseStream, 1, 1, Monday)]).Values.Single();

        Assert.Equal(("venue_flooded", CaseNo, null), (entry.Act, entry.CaseNo, entry.Basis));
    }

    [Fact]
    public void a_permit_is_listed_under_the_case_it_came_from() =>
        Assert.Equal(CaseNo, ReadModels.AuditTrail.Rows(Recorded.Of(
            $"sport-permit/{PermitNo}", [On(Monday, Opened(PermitNo, "320508", 10, Monday, "SWIM"))])).Values.Single().CaseNo);
}
