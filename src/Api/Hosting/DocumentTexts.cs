namespace Api.Hosting;

/// <summary>Words and examples for documents and their service.</summary>
static class DocumentTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["GetDocuments"] = new("Documents (文书) as issued, the oldest first; served=false shows what waits for its service.")
        {
            Query =
            [
                ("caseNo", "A case."), ("permitNo", "A permit, or the approval of a training institution."),
                ("kind", "correction-notice, licence, licence-copy, …"), ("served", "true or false."),
                ("page", "From 1."), ("pageSize", "1 to 100; 20 unless told."),
            ],
        },
        ["GetIssuedDocument"] = new("The face of a document: number, template, digest, service, remedies with their last days."),
        ["GetDocumentFile"] = new("The document as printed (PDF); the same bytes for ever, until the key of its addressee is destroyed.")
        {
            Query =
            [
                ("purpose", "handling-a-case, serving-a-document, audit or data-subject-access; recorded before anything is shown."),
            ],
        },
        ["GetServiceProof"] = new("What was written of a service or of an attempt.")
        {
            Query =
            [
                ("purpose", "handling-a-case, serving-a-document, audit or data-subject-access; recorded before anything is shown."),
            ],
        },
        ["GetApplicationDocument"] = new("A document of the applicant's own case (PDF), for the portal."),
        ["ServeDocument"] = new(
            "Service (送达): electronic, post, in-person, left or public-notice. The first one counts; clocks start from its effect.",
            """{"mode":"post","servedOn":"2026-02-27","proof":"EMS 1234567890123，本人签收"}""", true),
        ["RecordFailedService"] = new(
            "Service tried in vain: address-unknown, nobody-there, returned, refused or not-opened. Needed before a public notice.",
            """{"mode":"post","attemptedOn":"2026-02-27","reason":"returned","proof":"EMS 1234567890123，退回"}""", true),
    };
}
