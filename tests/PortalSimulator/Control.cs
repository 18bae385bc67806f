namespace PortalSimulator;

/// <summary>How a test, or a curious person, sets faults and looks at what was stored.</summary>
static class Control
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/control/faults", (FaultPlan plan) => plan.Current);
        app.MapPut("/control/faults", (Faults faults, FaultPlan plan) => plan.Current = faults);
        app.MapGet("/control/summary", (Archive archive) => archive.Summary());
        app.MapGet("/control/order", (Archive archive) => archive.Order());
        app.MapGet("/control/rows/{**projectNo}", (string projectNo, Archive archive) => archive.RowsOf(projectNo));
    }
}
