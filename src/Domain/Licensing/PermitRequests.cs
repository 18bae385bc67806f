using NodaTime;

namespace Domain.Licensing;

/// <summary>What a holder may ask for: the apply types 2 to 5 of the portal's contract.</summary>
public static class PermitRequests
{
    /// <summary>变更.</summary>
    public const string Change = "change";

    /// <summary>延续.</summary>
    public const string Renewal = "renewal";

    /// <summary>补证.</summary>
    public const string Replacement = "replacement";

    /// <summary>注销.</summary>
    public const string Deregistration = "deregistration";

    /// <summary>Null for a first application, and for a type that the contract does not know.</summary>
    public static string? KindOf(string applyType) => applyType switch
    {
        "2" => Change,
        "3" => Renewal,
        "4" => Replacement,
        "5" => Deregistration,
        _ => null,
    };

    /// <summary>A renewal without changes alters the term and no field of the face that a change could touch.</summary>
    public static bool ChangesFace(PermitRequestMade made) => made.Changes.Count > 0;

    /// <summary>PL-13: filed in time and with the organ at the end of the term, which then said nothing.</summary>
    /// <remarks>A case that waits for the applicant's correction at that moment is not the organ's silence.</remarks>
    public static bool IsRenewedBySilence(LicensingCase state, LicenceStanding? licence, LocalDate today) =>
        state is LicensingCase.Received or LicensingCase.Accepted
        && state.Dossier is { Request: { Kind: Renewal, ByHolder: true, FileBy: { } fileBy } request } file
        && licence is { EndState: null } record
        && (record.No, record.ValidTo) == (request.PermitNo, request.ValidTo)
        && file.ReceivedOn <= fileBy
        && file.SubmittedOn <= record.ValidTo
        && today > record.ValidTo;
}
