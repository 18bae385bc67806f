using Domain.Kernel;

namespace Application.Ports;

/// <summary>What an institution still holds of parents' money; a termination waits until it is nothing.</summary>
public interface IPrepaidMoney
{
    /// <summary>Paid in, or about to be locked, and neither at the institution nor back with the parents.</summary>
    /// <returns>As far as <c>Position</c> of the log: once no more is sold, a position behind that day makes it exact.</returns>
    Task<(Money Left, long Position)> LeftAsync(string institution, CancellationToken cancellation);
}
