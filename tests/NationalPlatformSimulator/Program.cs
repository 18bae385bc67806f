using System.Globalization;
using NationalPlatformSimulator;
using PortalSimulator;

// The national platform for out-of-school training, on loopback, with faults on demand:
//   NationalPlatformSimulator [--port 5092] [--secret …] [--app national]
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var port = int.Parse(configuration["port"] ?? "5092", CultureInfo.InvariantCulture);
var pair = new Pair(configuration["app"] ?? "national", configuration["secret"] ?? "national-development-secret");

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.ConfigureKestrel(server => server.ListenLocalhost(port));
builder.Logging.ClearProviders();
builder.Services.AddSingleton(pair);
builder.Services.AddSingleton<Register>();
builder.Services.AddSingleton<FaultPlan>();
var app = builder.Build();
Intake.Map(app);
app.MapGet("/control/faults", (FaultPlan plan) => plan.Current);
app.MapPut("/control/faults", (Faults faults, FaultPlan plan) => plan.Current = faults);
app.MapGet("/control/register", (Register register) => register.Summary());
await app.StartAsync();
Console.WriteLine($"The national platform's simulator listens on http://127.0.0.1:{port}");
await app.WaitForShutdownAsync();
