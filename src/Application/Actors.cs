using Domain.Identity;
using Domain.Licensing;

namespace Application;

/// <summary>Who acts when no person does.</summary>
public static class Actors
{
    /// <summary>The policies of this program.</summary>
    public static Actor System { get; } = new(new PersonRef("system"), "system", Regions.City);
}
