using Domain.Documents;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Documents;

/// <summary>A refusal of 姑苏区 of Wednesday 11 March 2026, and what may happen to it.</summary>
static class DocumentSamples
{
    public static readonly LocalDate IssuedOn = Day(3, 11);

    public static readonly DocumentIssued Face = new(
        "320508-BXK-20260311-7Q2XKM", "refusal-decision", "refusal-decision/1", "SPC-20260302-0000000A", null, "320508", Applicant,
        IssuedOn, new Guid(20, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]), Laws.Licensing("38"), Remedies.Against("320508"), "（印章位置）",
        File("M09"), Sm3("d"), 48211, 2, 0);

    public static readonly DocumentServiceFailed Attempt = new("post", Day(3, 13), "returned", Text(40));

    public static ServeDocument Serve(string mode, LocalDate on, LocalDate? at = null) =>
        new(Clerk, At(at ?? on, 17), mode, mode == "electronic" ? "portal" : null, on, Witnesses: mode == "left" ? 2 : 0,
            Recorded: false, mode == "electronic" ? null : Text(41), ThroughPortal: true);

    public static Answer<DocumentEvent> Ask(DocumentCommand command, params DocumentEvent[] history) =>
        DocumentDecider.Decide(command, history.Aggregate(Document.Initial, DocumentDecider.Evolve), Calendar);

    public static DocumentServed Served(DocumentCommand command, params DocumentEvent[] history) =>
        Assert.IsType<DocumentServed>(Assert.Single(EventsOf(Ask(command, history))));

    public static IReadOnlyList<DocumentEvent> EventsOf(Answer<DocumentEvent> answer) =>
        answer is Answer<DocumentEvent>.Accepted accepted
            ? accepted.Events
            : throw new Xunit.Sdk.XunitException(((Answer<DocumentEvent>.Refused)answer).Refusal.Code);

    public static void Refused(Refusal expected, DocumentCommand command, params DocumentEvent[] history) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer<DocumentEvent>.Refused>(Ask(command, history)).Refusal.Code);
}
