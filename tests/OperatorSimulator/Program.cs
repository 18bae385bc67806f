using System.Globalization;
using OperatorSimulator;
using PortalSimulator;

// The wallet operator's gateway as contracts/wallet-operator says it behaves, on loopback, with faults on demand:
//   OperatorSimulator [--port 5091] [--secret …] [--app operator]
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var port = int.Parse(configuration["port"] ?? "5091", CultureInfo.InvariantCulture);
var pair = new Pair(configuration["app"] ?? "operator", configuration["secret"] ?? "operator-development-secret");

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.ConfigureKestrel(server => server.ListenLocalhost(port));
builder.Logging.ClearProviders();
builder.Services.AddSingleton(pair);
builder.Services.AddSingleton<LockBook>();
builder.Services.AddSingleton<FaultPlan>();
var app = builder.Build();
LockCalls.Map(app);
app.MapGet("/control/faults", (FaultPlan plan) => plan.Current);
app.MapPut("/control/faults", (Faults faults, FaultPlan plan) => plan.Current = faults);
app.MapGet("/control/drawn", (FaultPlan plan) => plan.Drawn);
app.MapGet("/control/book", (LockBook book) => book.Summary());
await app.StartAsync();
Console.WriteLine($"The operator's simulator listens on http://127.0.0.1:{port}");
await app.WaitForShutdownAsync();
