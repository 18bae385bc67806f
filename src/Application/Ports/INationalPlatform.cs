namespace Application.Ports;

/// <summary>The national platform for out-of-school training (全国校外教育培训监管与服务综合平台), as we tell it.</summary>
public interface INationalPlatform
{
    /// <summary>One signed call with one row; a repeat under the same guid changes nothing there.</summary>
    /// <param name="kind">institution, staff, timetable, white-list or status.</param>
    Task<PortalAnswer> SendAsync(string kind, byte[] body, CancellationToken cancellation);
}
