using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the stream subsidy-program/{programmeNo}.

public abstract record ProgrammeEvent { private protected ProgrammeEvent() { } }

/// <summary>A programme, or other terms for one that runs, as one officer entered them.</summary>
/// <param name="Edition">1 for the first terms, then one more each time.</param>
/// <param name="Budget">What is to be frozen of the fund; for later editions what is frozen already.</param>
public sealed record TermsProposed(
    string ProgrammeNo, string FundNo, int Edition, LocalDate InForceFrom, ProgrammeTerms Terms, Money Budget, PersonRef ProposedBy,
    LocalDate ProposedOn, LegalBasis Basis) : ProgrammeEvent;

/// <summary>A second person has agreed, and the review of fair competition is on file. The first edition opens the programme.</summary>
public sealed record TermsApproved(
    int Edition, FairCompetitionReview Review, PersonRef ApprovedBy, LocalDate ApprovedOn, LegalBasis Basis) : ProgrammeEvent;

/// <param name="Reason">incomplete, unsuitable or withdrawn.</param>
public sealed record TermsSentBack(int Edition, string Reason, PersonRef By, LocalDate On) : ProgrammeEvent;

/// <summary>Nothing more of a batch is issued (熔断): what is issued stays good.</summary>
/// <param name="Cause">abuse, fault or funds.</param>
public sealed record BatchStopped(int Batch, string Cause, PersonRef By, LocalDate On, LegalBasis Basis) : ProgrammeEvent;

/// <summary>Nothing is issued any more; what was not used goes back to the fund.</summary>
public sealed record ProgrammeClosed(Money Released, PersonRef By, LocalDate On, LegalBasis Basis) : ProgrammeEvent;

/// <summary>The record of a review of fair competition (公平竞争审查).</summary>
/// <param name="ReviewNo">The organ's number of the record.</param>
/// <param name="Conclusion">compliant, or exception where an exception of the regulation is relied on.</param>
public sealed record FairCompetitionReview(string ReviewNo, LocalDate ReviewedOn, string Conclusion);
