using System.Globalization;
using PortalSimulator;

// The provincial portal as contracts/portal says it behaves, on loopback, with faults on demand:
//   PortalSimulator [--port 5090] [--secret …] [--app portal]
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var port = int.Parse(configuration["port"] ?? "5090", CultureInfo.InvariantCulture);
var pair = new Pair(configuration["app"] ?? "portal", configuration["secret"] ?? "portal-development-secret");

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.ConfigureKestrel(server => server.ListenLocalhost(port));
builder.Logging.ClearProviders();
builder.Services.AddSingleton(pair);
builder.Services.AddSingleton<Archive>();
builder.Services.AddSingleton<FaultPlan>();
var app = builder.Build();
Exchange.Map(app);
Control.Map(app);
await app.StartAsync();
Console.WriteLine($"The portal's simulator listens on http://127.0.0.1:{port}");
await app.WaitForShutdownAsync();
