using Domain.Identity;

namespace Application.Ports;

/// <summary>Whose data may be kept and not used (限制处理), as it stands at the moment of asking.</summary>
public interface IRestrictions
{
    /// <remarks>Cheap enough for every claim of a rush: those who ask at the same time are looked up together.</remarks>
    Task<bool> IsRestrictedAsync(PersonRef person, CancellationToken cancellation);
}
