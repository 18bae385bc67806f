using Domain.Identity;

namespace Api.Identity;

/// <summary>Who calls, with the authority the token gives at this moment.</summary>
/// <param name="Id">Under which idempotency keys are kept: person:… or app:….</param>
public sealed record Caller(Actor Actor, string Id)
{
    /// <summary>The city's region code: it reads everything and acts on city-level items only.</summary>
    public const string City = "320500";

    static readonly object Key = new();

    public string Role => Actor.Role;

    public string District => Actor.District;

    /// <summary>The districts whose rows this caller may read; * is all.</summary>
    public string ReadableDistricts => Domain.Licensing.ReadableDistricts.Of(Actor);

    public bool MayRead(string district) => ReadableDistricts == Domain.Licensing.ReadableDistricts.All || district == District;

    public bool MayActFor(string organ) => organ == District;

    public static Caller OfPerson(PersonRef person, string role, string district) =>
        new(new Actor(person, role, district), $"person:{person.Value}");

    /// <summary>An outside system: it acts for the city's whole remit and is named by its app id.</summary>
    public static Caller OfApp(string app) => new(new Actor(new PersonRef($"app:{app}"), app, City), $"app:{app}");

    public void AttachTo(HttpContext http) => http.Items[Key] = this;

    public static Caller? FindIn(HttpContext http) => http.Items[Key] as Caller;

    /// <exception cref="InvalidOperationException">The endpoint admits anybody, so there may be no caller.</exception>
    public static Caller Of(HttpContext http) =>
        FindIn(http) ?? throw new InvalidOperationException("The endpoint let somebody in without an identity.");
}
