using EventStore;
using NodaTime;
using Projections.Tests.Ratings;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Engine;

/// <summary>A log in which every read model finds something.</summary>
static class EveryKind
{
    /// <summary>Two cases of two districts, and something of every other kind: every read model has rows.</summary>
    public static IReadOnlyList<StoredEvent> Log()
    {
        var road = Recorded.Of(CaseStream, Road);
        return
        [
            .. road,
            .. Recorded.Of($"sport-permit/{PermitNo}",
                [On(Monday, Opened(PermitNo, "320508", 10, Monday, "SWIM"))], after: road.Count),
            .. Recorded.Of("sport-permit-case/OTHER",
                [On(Monday, Received([M02], organ: "320509", projectNo: "P2")), On(Monday, Delivered(M02))], after: 20),
            .. Recorded.Of("calendar/2026", [On(Monday, new Domain.Licensing.CalendarEditionPublished(
                2026, "2026-1", false, [new LocalDate(2026, 4, 6)], [], "test", Basis))], after: 30),
            .. Recorded.Of("staffing-minimum/SKI",
            [
                On(Monday, new Domain.Licensing.StaffingMinimumProposed(
                    "SKI", "ski/1", Monday, null, 2, 1, Basis, "苏体规〔2026〕3号", new("p-maker"), Monday)),
                On(Monday, new Domain.Licensing.RuleEditionApproved("ski/1", new("p-checker"), Monday)),
            ], after: 35),
            .. Recorded.Of("officer/p-1", [On(Monday, new Domain.Officers.OfficerEnrolled(null, "operator", Basis))], after: 37),
            .. Recorded.Of("case-assignment/C-1",
                [On(Monday, new Domain.Officers.CaseAssigned("C-1", "320508", new("p-1"), null, "assignment", Basis))], after: 38),
            .. Recorded.Of(RectificationSamples.OrderStream, RectificationSamples.Acts.Take(3), after: 40),
            .. Recorded.Of("document/D-1", [On(Monday, new Domain.Documents.DocumentIssued(
                "D-1", "refusal-decision", "refusal-decision/1", CaseNo, null, "320508", new("p-applicant"), Monday, Guid.Empty, Basis,
                [], "seal", new(Guid.Empty), "sm3", 1, 1, 1))], after: 50),
            .. Recorded.Of("sport-permit/SZ-2021-0012", [On(Monday, new Domain.SportPermits.PermitImported(
                "SZ-2021-0012", "SZ-2021-0012", "DR-1", 2, new(Guid.Empty), "320509", "320509",
                new(new("p-1"), new(Guid.Empty), null, new(Guid.Empty), "320509", ["SWIM"], 6, 2, null, 160, "year-round"),
                Monday, Monday, Monday.PlusYears(1), [], Basis))], after: 60),
            .. Recorded.Of("data-subject/p-1", [On(Monday, new Domain.PersonalData.ErasureDeferred(
                "PI-1", [], Monday, [], Basis))], after: 70),
            .. Recorded.Of("custody-account/TI-1", [On(Monday, new Domain.Prepayments.CustodyOpened(
                "TI-1", new("p-ti"), "320509", "bank-custody", "ICBC", new(Guid.Empty), 0, new("p-seller"), "terms/1", Monday,
                Basis))], after: 75),
            .. Recorded.Of("prepayment-account/PA-1", [On(Monday, new Domain.Prepayments.ContractOffered(
                "PA-1-1", "TI-1", "320509", new("p-child"), new("p-parent"), new("SWIM", "C-1", Monday, Monday, 1, 45, 100),
                new(Guid.Empty), "caps/1", Monday, Basis))], after: 80),
            .. Recorded.Of("training-institution/TI-1", TrainingInstitutions.InstitutionPageTests.Life, after: 200),
            .. Subsidies.SubsidySamples.Log(after: 300),
        ];
    }
}
