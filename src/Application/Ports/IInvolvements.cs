using Domain.Identity;
using Domain.PersonalData;

namespace Application.Ports;

/// <summary>In which cases and permits a person takes part, up to everything that was in the log when it was asked.</summary>
public interface IInvolvements
{
    /// <returns>Null while the read models are behind the log.</returns>
    Task<IReadOnlyList<Involvement>?> OfAsync(PersonRef person, CancellationToken cancellation);
}
