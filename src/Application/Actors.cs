using Domain.Identity;
using Domain.Licensing;

namespace Application;

/// <summary>Who acts when no person does.</summary>
public static class Actors
{
    /// <summary>The policies of this program.</summary>
    public static Actor System { get; } = new(new PersonRef("system"), "system", Regions.City);

    /// <summary>Anybody who looks into the public register.</summary>
    public static Actor Public { get; } = new(new PersonRef("public"), "public", Regions.City);

    /// <summary>Whoever may run commands on the server itself.</summary>
    public static Actor Console { get; } = new(new PersonRef("console"), "operator", Regions.City);
}
