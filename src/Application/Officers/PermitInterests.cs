using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Officers;
using Domain.SportPermits;

namespace Application.Officers;

/// <summary>OFF-7 for permits: nobody acts on a permit whose holder or head they have to do with.</summary>
public sealed class PermitInterests(OfficerDirectory directory)
{
    /// <returns>The rule that the act would break, or null.</returns>
    public async Task<Refusal?> ObjectionAsync(SportPermitCommand command, PermitRecord permit, CancellationToken cancellation)
    {
        var parties = new HashSet<PersonRef> { permit.Face.Holder };
        if (permit.Face.Head is { } head) parties.Add(head);

        var day = WorkCalendar.DayOf(command.At);
        PersonRef?[] acting = [command.Actor.Person, command.Actor.Authority?.OnBehalfOf];
        foreach (var person in acting.OfType<PersonRef>())
        {
            if (await directory.HasInterestAsync(person, parties, day, cancellation)) return OfficerRefusals.MustHaveNoInterest;
        }

        return null;
    }
}
