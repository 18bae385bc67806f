using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of a permit's life, every field filled.</summary>
static class PermitLifeSamples
{
    const string CaseNo = "SPC-20260302-0000000A";

    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly PersonRef Person = new("p-0001");
    static readonly string[] Changes = ["form.staff", "form.venue.address"];

    static readonly PermitFace Face = new(
        Person, Text(1), new PersonRef("p-0002"), Text(10), "320508", ["SWIM", "CLIMB"], 6, 2, 1, 160, "year-round");

    static readonly Remedy[] Remedies =
        [new("administrative-review", "姑苏区人民政府", "60 calendar days", new LegalBasis("行政复议法", "20"))];

    static readonly Deadline Delivery = new(
        DeadlineKind.Delivery, "LIC-14", new LegalBasis("行政许可法", "44"), 10, TimeUnit.WorkingDays, "decision", Monday, [], [],
        Monday.PlusDays(14), SilenceOutcome.Breach, ["2026-1"], Provisional: false, ["line one"]);

    public static IReadOnlyList<object> All { get; } =
    [
        new PermitRequestOpened(CaseNo, "change", ChangesFace: true, Monday),
        new PermitRequestClosed(CaseNo, "refused", Monday.PlusDays(20)),
        new PermitChanged(CaseNo, 2, Face, Changes, Monday.PlusDays(20), new LegalBasis("行政许可法", "49")),
        new PermitRenewed(
            CaseNo, 3, Deemed: true, Face, new LocalDate(2031, 3, 16), new LocalDate(2036, 3, 15), new LocalDate(2031, 3, 15),
            new LegalBasis("经营高危险性体育项目许可管理办法", "14"), new LegalBasis("行政许可法", "50")),
        new PermitReplaced(CaseNo, 4, "lost", Monday.PlusDays(20), new LegalBasis("经营高危险性体育项目许可管理办法", "15")),
        new PermitExpired(new LocalDate(2031, 3, 15), new LocalDate(2031, 3, 16), new LegalBasis("行政许可法", "50")),
        new PermitEndingProposed("annulment", "deceit", Person, Text(2), Monday, new LegalBasis("行政许可法", "69(2)")),
        new PermitWithdrawn(
            "law-changed", "320508-CH-1", Person, Text(3), Text(4), Monday, Remedies, new LegalBasis("行政许可法", "8")),
        new PermitAnnulled(
            "deceit", Mandatory: true, "320508-CX-1", Person, Text(5), new LocalDate(2029, 3, 1), Monday, Remedies,
            new LegalBasis("行政许可法", "69(2)")),
        new PermitRevoked(
            "grave-consequences", "苏体罚〔2026〕3号", Person, ["SWIM"], new LocalDate(2031, 3, 1), Monday, Remedies,
            new LegalBasis("体育法", "116")),
        new PermitDeregistered("holders-request", CaseNo, Text(6), Monday, new LegalBasis("行政许可法", "70(6)")),
        new ReApplicationBarred(
            Person, "grave-consequences", "sport-permit/SUZ-2026-1", ["SWIM"], Monday, new LocalDate(2031, 3, 1),
            new LegalBasis("体育法", "116")),
        new PermitRequestMade(
            "renewal", "SUZ-2026-1", Changes, "lost", ByHolder: true, SiteCheckRequired: true, new LocalDate(2031, 3, 15),
            new LocalDate(2031, 2, 13), new LegalBasis("行政许可法", "50")),
        new PermitRequestAmended(Changes, "damaged", SiteCheckRequired: true),
        new RenewalDeemed("SUZ-2026-1", new LocalDate(2031, 3, 15), Delivery, new LegalBasis("行政许可法", "50")),
        new ApplicantBarFound("false-materials", ["SWIM"], new LocalDate(2027, 5, 5), new LegalBasis("行政许可法", "78")),
    ];

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}
