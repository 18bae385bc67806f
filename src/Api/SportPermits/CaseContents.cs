using Domain.Identity;
using Projections.SportPermits;

namespace Api.SportPermits;

/// <summary>What belongs to a case: who may see the case may open these, and nothing else through it.</summary>
public static class CaseContents
{
    public static HashSet<DocumentId> DocumentsOf(CasePage page)
    {
        DocumentId?[] optional =
        [
            page.SiteCheck?.Record, page.Review?.Opinion, page.Decision?.Text, page.Delivery?.Proof,
            .. page.Steps.Select(step => step.Opinion),
            .. page.Documents.Select(document => document.Text),
            .. page.Corrections.Select(round => round.Note),
        ];
        return
        [
            page.Application.Form, page.Application.ApplicantName, page.Facts.PlaceTexts(),
            .. page.Progress.Materials.Select(material => material.Title),
            .. optional.OfType<DocumentId>(),
        ];
    }

    public static HashSet<PersonRef> PeopleOf(CasePage page)
    {
        PersonRef?[] optional =
        [
            page.Application.LegalRepresentative, page.Application.Agent, page.Review?.Reviewer, page.Decision?.Approver,
            page.Proceedings.Hearing?.Chair,
            .. page.Steps.Select(step => step.Actor),
        ];
        return
        [
            page.Application.Applicant,
            .. page.Facts.People(),
            .. page.SiteCheck?.Officers ?? [],
            .. page.Proceedings.Commitment?.Officers ?? [],
            .. optional.OfType<PersonRef>(),
        ];
    }
}
