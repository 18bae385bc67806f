using Domain.Identity;

namespace Application.Effects;

/// <summary>What the desk needs to know of the matter a row belongs to.</summary>
public interface IEffectMatters
{
    string Channel { get; }

    /// <summary>Under whose key, and for which district, an operator's words about the matter are sealed.</summary>
    Task<(PersonRef Subject, string District)> SealsAsync(string caseNo, CancellationToken cancellation);
}
