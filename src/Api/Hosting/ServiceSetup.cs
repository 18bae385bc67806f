using Api.Http;
using Api.Identity;
using Api.Policies;
using Api.Signing;
using Api.SportPermits;
using Application;
using Application.Identity;
using Application.Licensing;
using Application.Ports;
using Application.SportPermits;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure;
using Infrastructure.Database;
using Projections;
using Projections.Audit;
using Projections.Engine;
using Projections.Licensing;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.Hosting;

/// <summary>What the service is made of.</summary>
public static class ServiceSetup
{
    public static void AddRegulation(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var development = builder.Environment.IsDevelopment();
        var settings = InfrastructureSettings.From(builder.Configuration);
        services.AddInfrastructure(settings, development);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(SchemaModules.With(typeof(ReadModels).Assembly));
        services.AddHostedService<Preparation>();
        AddLog(services);
        AddReads(services);
        AddCommands(services);
        AddEdge(services, builder.Configuration, development, settings.DataDirectory);
        services.ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions));
    }

    static void AddLog(IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var pools = provider.GetRequiredService<DatabaseConnections>();
            return new PostgresEventStore(
                pools.Writer, pools.Reader, EventCatalogue.Types, Infrastructure.ServiceCollectionExtensions.CompanionTables);
        });
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.AddSingleton<IOwnWrites, OwnWrites>();
        services.AddSingleton<CalendarSubscriber>();
        services.AddSingleton(provider => new SubscriptionRunner(
            provider.GetRequiredService<DatabaseConnections>().Projector,
            provider.GetRequiredService<PostgresEventStore>(),
            [.. ReadModels.All.Select(model => model.Subscriber()), provider.GetRequiredService<CalendarSubscriber>()]));
    }

    static void AddReads(IServiceCollection services)
    {
        services.AddSingleton(provider => new ReadDatabase(provider.GetRequiredService<DatabaseConnections>().Reader));
        services.AddSingleton<ReadGate>();
        services.AddSingleton<ReadAnswers>();
        services.AddSingleton<CaseQueries>();
        services.AddSingleton<CaseReads>();
        services.AddSingleton<WorkQueueQueries>();
        services.AddSingleton<RegisterQueries>();
        services.AddSingleton<AuditTrailQueries>();
        services.AddSingleton<CalendarQueries>();
        services.AddSingleton<OpenDeadlines>();
        services.AddSingleton<IOpenDeadlines, OpenDeadlinesOfReadModel>();
    }

    static void AddCommands(IServiceCollection services)
    {
        services.AddSingleton<WorkCalendars>();
        services.AddSingleton<CaseCommands>();
        services.AddSingleton<ReceiveApplicationHandler>();
        services.AddSingleton<DeliverMaterialHandler>();
        services.AddSingleton<SubmitCorrectionHandler>();
        services.AddSingleton<PortalCommands>();
        services.AddSingleton<PublishCalendarEditionHandler>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<CaseEndpoint>();
        services.AddSingleton<PolicySignal>();
        services.AddSingleton<DeadlinePolicy>();
        services.AddSingleton<CalendarPolicy>();
        services.AddHostedService<PolicyWorker>();
    }

    static void AddEdge(IServiceCollection services, ConfigurationManager configuration, bool development, string dataDirectory)
    {
        services.AddSingleton(SigningSecrets.From(configuration, development));
        services.AddSingleton<TokenReader>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton(new UploadPlaces(configuration.GetValue("Regulation:Uploads", 8), TimeSpan.FromSeconds(5)));
        services.AddSingleton(new CallerRate(
            configuration.GetValue("Regulation:RequestsPerSecond", 2000), configuration.GetValue("Regulation:RequestBurst", 4000)));
        if (configuration["Regulation:Authority"] is { Length: > 0 } authority)
        {
            services.AddSingleton<ITokenAuthority>(
                new OpenIdAuthority(authority, configuration["Regulation:Audience"] ?? "regulation"));
        }
        else if (development)
        {
            services.AddSingleton(provider => new DevelopmentIssuer(dataDirectory, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<ITokenAuthority>(provider => provider.GetRequiredService<DevelopmentIssuer>());
        }
        else
        {
            throw new InvalidOperationException(
                "Regulation__Authority names no identity provider; the development issuer exists in Development only.");
        }
    }

    sealed class OwnWrites(PostgresEventStore store) : IOwnWrites
    {
        public long LastPosition => store.LastPosition;
    }
}
