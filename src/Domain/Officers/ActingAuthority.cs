using System.Globalization;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Officers;

/// <summary>OFF-2, OFF-3: what the directory says to a role and district that a token claims.</summary>
public static class ActingAuthority
{
    /// <param name="lent">Every delegation of the district, with the delegator as the directory knows them.</param>
    /// <returns>The authority, or the reason why there is none.</returns>
    public static (Authority? Authority, Refusal? Refusal) Find(
        PersonRef person, Officer state, string role, string district, LocalDate day,
        IEnumerable<(Delegation Delegation, Officer Delegator)> lent)
    {
        if (state is not Officer.Enrolled officer) return (null, OfficerRefusals.MustBeKnown);
        if (officer.Disabled) return (null, OfficerRefusals.MustNotBeDisabled);
        if (officer.HeldOn(day, role, district) is { } own) return (new Authority(Edition(person, own.Number), null, null, []), null);

        foreach (var (delegation, delegator) in lent)
        {
            if (delegation.To == person && delegation.Role == role && delegation.District == district && delegation.CoversDay(day)
                && StillHeld(delegation, delegator, day))
            {
                return (new Authority(
                    Edition(delegation.By, delegation.Office), delegation.By,
                    string.Create(CultureInfo.InvariantCulture, $"{district}/{delegation.Number}"), delegation.Cases), null);
            }
        }

        return (null, OfficerRefusals.OfficeMustBeHeld);
    }

    /// <summary>A delegation ends with the office, and with the account, that it was lent from.</summary>
    static bool StillHeld(Delegation delegation, Officer delegator, LocalDate day) =>
        delegator is Officer.Enrolled { Disabled: false } lender
        && lender.Offices.Any(office => office.Number == delegation.Office && office.IsHeldOn(day));

    static string Edition(PersonRef person, int office) => string.Create(CultureInfo.InvariantCulture, $"{person.Value}/{office}");
}

/// <summary>OFF-7: nobody acts in a matter of their own (回避).</summary>
public static class OwnInterest
{
    /// <returns>The party by which the officer is touched; null where there is none.</returns>
    public static PersonRef? In(PersonRef person, Officer state, IReadOnlySet<PersonRef> parties, LocalDate day)
    {
        if (parties.Contains(person)) return person;
        if (state is not Officer.Enrolled officer) return null;
        if (officer.Citizen is { } citizen && parties.Contains(citizen)) return citizen;
        return officer.Interests.FirstOrDefault(interest => interest.LastsOn(day) && parties.Contains(interest.Party))?.Party;
    }
}
