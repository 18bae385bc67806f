namespace Application.Ports;

/// <summary>Rectification orders that are still open, from the read model.</summary>
public interface IOpenRectifications
{
    /// <summary>Case numbers in order, after the given one.</summary>
    Task<OpenRectifications> AfterAsync(string caseNo, int limit, CancellationToken cancellation);
}

/// <param name="Position">How far the read model has come.</param>
public sealed record OpenRectifications(IReadOnlyList<string> CaseNos, long Position);
