using System.Text.Json;
using Domain.Identity;
using Domain.Licensing;

namespace Application.SportPermits;

/// <summary>A licence and what is asked of it, read as far as it can be; whatever the licence is for.</summary>
public interface IRequested
{
    LicenceStanding Standing { get; }

    /// <summary>The item's edition as it stands for this request.</summary>
    ServiceItem Item { get; }

    RequestReading Reading { get; }

    /// <summary>The body as received; in its form stand the parts that change, as the first form would have them.</summary>
    JsonElement Document { get; }

    JsonElement Form { get; }

    JsonElement? LegalRepresentative { get; }

    /// <summary>Who heads the holder by the licence; null where it names nobody.</summary>
    PersonRef? Head { get; }

    /// <summary>What was sent, laid over what the licence rests on; what the request itself gets wrong comes last.</summary>
    FormReading Over(FormDraft draft, FormReading sent);

    /// <summary>The same in a correction, laid over what was sent before.</summary>
    FormReading Over(Submission earlier, FormDraft draft, FormReading sent);
}
