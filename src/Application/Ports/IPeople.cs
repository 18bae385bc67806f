using Domain.Identity;

namespace Application.Ports;

/// <summary>References of many persons at once.</summary>
public interface IPeople
{
    /// <summary>Those that are known; nobody is made known by asking.</summary>
    Task<IReadOnlyDictionary<PersonIdentifier, PersonRef>> FindAsync(
        IReadOnlyCollection<PersonIdentifier> identifiers, CancellationToken cancellation);

    /// <summary>All of them, made on first sight as <see cref="IVault.ReferToAsync"/> does.</summary>
    Task<IReadOnlyDictionary<PersonIdentifier, PersonRef>> ReferToAsync(
        IReadOnlyCollection<PersonIdentifier> identifiers, CancellationToken cancellation);
}
