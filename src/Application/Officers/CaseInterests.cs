using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Application.Officers;

/// <summary>OFF-7: asks before every officer's act on a case whether somebody acts in a matter of their own.</summary>
public sealed class CaseInterests(OfficerDirectory directory)
{
    /// <returns>The rule that the act would break, or null.</returns>
    public Task<Refusal?> ObjectionAsync(LicensingCaseCommand command, CaseSnapshot found, CancellationToken cancellation)
    {
        List<(PersonRef Person, string? Field)> named = [];
        if (command is RecordSiteCheck check)
            named.AddRange(check.Officers.Select((officer, index) => (officer, (string?)$"officers[{index}]")));

        if (command is AnnounceHearing hearing) named.Add((hearing.Chair, "chair"));

        return ObjectionAsync(command.Actor, command.At, found, named, cancellation);
    }

    /// <summary>Of an act beside the case, or on it: by the actor, and by whoever else it names.</summary>
    public async Task<Refusal?> ObjectionAsync(
        Actor actor, Instant at, CaseSnapshot found, IReadOnlyList<(PersonRef Person, string? Field)> named,
        CancellationToken cancellation)
    {
        if (actor.Authority is { Cases: { Count: > 0 } scope } && !scope.Contains(found.CaseNo))
            return DelegationRefusals.CaseMustBeInScope;

        var parties = PartiesOf(found);
        var day = WorkCalendar.DayOf(at);
        List<(PersonRef Person, string? Field)> acting = [(actor.Person, null)];
        if (actor.Authority?.OnBehalfOf is { } holder) acting.Add((holder, null));
        foreach (var (person, field) in acting.Concat(named))
        {
            if (await directory.HasInterestAsync(person, parties, day, cancellation))
                return OfficerRefusals.MustHaveNoInterest with { Field = field };
        }

        return null;
    }

    /// <summary>Everybody the case ever named, in whichever round: who was a party stays one.</summary>
    public static IReadOnlySet<PersonRef> PartiesOf(CaseSnapshot found)
    {
        var parties = new HashSet<PersonRef>();
        foreach (var data in found.Events.Select(stored => stored.Data))
        {
            if (data is ApplicationReceived e) Add(e.Applicant, e.LegalRepresentative, e.Agent, e.Facts);
            if (data is CorrectionSubmitted c) Add(null, c.LegalRepresentative, c.Agent, c.Facts);
            if (data is SupplementSubmitted s) Add(null, s.LegalRepresentative, s.Agent, s.Facts);
        }

        return parties;

        void Add(PersonRef? applicant, PersonRef? representative, PersonRef? agent, ApplicationFacts facts)
        {
            foreach (var person in (PersonRef?[])[applicant, representative, agent, .. facts.People()])
                if (person is { } party) parties.Add(party);
        }
    }
}
