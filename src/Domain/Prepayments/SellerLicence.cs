using Domain.TrainingInstitutions;
using NodaTime;

namespace Domain.Prepayments;

/// <summary>What prepaid money must know of the institution that takes it, told from the institution's own events.</summary>
/// <param name="CreditCode">Null before its registration.</param>
/// <param name="Runs">Neither stopped nor ended.</param>
/// <param name="Sports">Codes of what it may teach.</param>
/// <param name="CustodyMode">bank-custody or risk-deposit, as it was approved.</param>
public sealed record SellerLicence(
    string District, LocalDate ValidTo, string? CreditCode, bool Runs, bool WhiteListed, IReadOnlyList<string> Sports, string CustodyMode)
{
    /// <returns>Null before the approval.</returns>
    public static SellerLicence? Of(IEnumerable<InstitutionEvent> events) =>
        events.Aggregate((SellerLicence?)null, Evolve);

    public bool RunsOn(LocalDate day) => Runs && day <= ValidTo;

    /// <summary>PRE-14: who may take money ahead.</summary>
    public bool MaySellOn(LocalDate day) => RunsOn(day) && WhiteListed;

    /// <remarks>Passes over what says nothing of the right to sell: staff, timetables, inspections, requests under way.</remarks>
    static SellerLicence? Evolve(SellerLicence? state, InstitutionEvent @event) =>
        @event switch
        {
            InstitutionApproved e => new(
                e.IssuingOrgan, e.ValidTo, CreditCode: null, Runs: true, WhiteListed: false, e.Face.Sports, e.Face.CustodyMode),
            CreditCodeRecorded e => state! with { CreditCode = e.CreditCode },
            InstitutionChanged e => state! with { Sports = e.Face.Sports, CustodyMode = e.Face.CustodyMode },
            InstitutionRenewed e => state! with { ValidTo = e.ValidTo, Sports = e.Face.Sports, CustodyMode = e.Face.CustodyMode },
            InstitutionWhiteListed => state! with { WhiteListed = true },
            InstitutionDelisted => state! with { WhiteListed = false },
            InstitutionResumed => state! with { Runs = true },
            InstitutionStopped or InstitutionExpired or InstitutionTerminated => state! with { Runs = false },
            _ => state,
        };
}
