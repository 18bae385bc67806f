using Api.Documents;
using Api.Effects;
using Api.Health;
using Api.Http;
using Api.Identity;
using Api.Importing;
using Api.Officers;
using Api.PersonalData;
using Api.Policies;
using Api.PortalExchange;
using Api.Prepayments;
using Api.Proof;
using Api.Ratings;
using Api.Readers;
using Api.Rebuilding;
using Api.Rules;
using Api.Signing;
using Api.SportPermits;
using Api.TrainingInstitutions;
using Api.Subsidies;
using Application;
using Application.Documents;
using Application.Identity;
using Application.Licensing;
using Application.Officers;
using Application.Policies;
using Application.Ports;
using Application.Ratings;
using Application.SportPermits;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure;
using Infrastructure.Database;
using Infrastructure.Documents;
using Infrastructure.Policies;
using Infrastructure.Effects;
using Projections;
using Projections.Audit;
using Projections.Documents;
using Projections.Engine;
using Projections.Licensing;
using Projections.Ratings;
using Projections.Reading;
using Projections.Rebuilding;
using Projections.SportPermits;
using Projections.Statistics;

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
        services.AddSingleton(FontFiles.From(builder.Configuration));
        services.AddSingleton<IDocumentPrinter, PdfPrinter>();
        services.AddHostedService<FontCheck>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(SchemaModules.With(typeof(ReadModels).Assembly));
        services.AddHostedService<Preparation>();
        AddLog(services, builder.Configuration);
        AddReads(services);
        AddCommands(services);
        services.AddPersons(builder.Configuration, settings);
        services.AddEffects();
        services.AddPortalExchange(builder.Configuration, development);
        services.AddPrepayments(builder.Configuration, development);
        services.AddNationalPlatform(builder.Configuration, development);
        AddPolicies(services);
        services.AddSingleton<ReadinessCheck>();
        services.AddSubsidies();
        services.AddRebuilds();
        services.AddProof(builder.Configuration);
        AddEdge(services, builder.Configuration, development, settings.DataDirectory);
        services.ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions));
    }

    static void AddLog(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddSingleton(provider =>
        {
            var pools = provider.GetRequiredService<DatabaseConnections>();
            return new PostgresEventStore(
                pools.Writer, pools.Reader, EventCatalogue.Types, Infrastructure.ServiceCollectionExtensions.CompanionTables,
                settings: configuration.GetSection("Regulation:Writer").Get<WriterSettings>());
        });
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.AddSingleton<ISnapshots>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.AddSingleton<IOwnWrites, OwnWrites>();
        services.AddReaders();
        services.AddSingleton(provider => new SubscriptionRunner(
            provider.GetRequiredService<DatabaseConnections>().Projector,
            provider.GetRequiredService<PostgresEventStore>(),
            [
                .. ReadModels.All.Select(model => model.Subscriber()),
                .. provider.GetServices<IPolicy>()
                    .Select(policy => new PolicySubscriber(policy, provider.GetRequiredService<PolicySignal>())),
                .. provider.GetServices<EffectSubscriber>(),
                new RebuildOrders(),
            ]));
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
        services.AddSingleton<PermitQueries>();
        services.AddSingleton<IDuePermits, DuePermitsOfReadModel>();
        services.AddSingleton<AuditTrailQueries>();
        services.AddSingleton<CalendarQueries>();
        services.AddSingleton<RuleEditionQueries>();
        services.AddSingleton<DocumentQueries>();
        services.AddSingleton<OpenDeadlines>();
        services.AddSingleton<IOpenDeadlines, OpenDeadlinesOfReadModel>();
        services.AddSingleton<RectificationQueries>();
        services.AddSingleton<StatisticsQueries>();
        services.AddSingleton<IOpenRectifications, OpenRectificationsOfReadModel>();
    }

    static void AddCommands(IServiceCollection services)
    {
        services.AddSingleton<WorkCalendars>();
        services.AddSingleton<RuleBook>();
        services.AddSingleton<RuleEditionHandler>();
        services.AddSingleton<RuleEditionEndpoints.Editor>();
        services.AddSingleton<CaseCommands>();
        services.AddSingleton<PermitBasisFinder>();
        services.AddSingleton<HolderKinds>();
        services.AddSingleton<RequestIntake>();
        services.AddSingleton<ReceiveApplicationHandler>();
        services.AddSingleton<DeliverMaterialHandler>();
        services.AddSingleton<SubmitCorrectionHandler>();
        services.AddSingleton<PortalCommands>();
        services.AddSingleton<PublishCalendarEditionHandler>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<CaseEndpoint>();
        services.AddSingleton<PermitCommands>();
        services.AddSingleton<PermitInterests>();
        services.AddSingleton<PermitEndpoint>();
        services.AddSingleton<RectificationCommands>();
        services.AddSingleton<RectificationEndpoint>();
        services.AddOfficers();
        services.AddSingleton<DocumentCommands>();
        services.AddSingleton<DocumentWords>();
        services.AddSingleton<ServeDocumentHandler>();
        services.AddSingleton<DocumentEndpoint>();
        services.AddImports();
        services.AddTrainingInstitutions();
    }

    /// <summary>What the program does by itself: after an event, or when a day has passed.</summary>
    static void AddPolicies(IServiceCollection services)
    {
        services.AddSingleton<PolicySignal>();
        services.AddSingleton(provider => new PolicyToDos(provider.GetRequiredService<DatabaseConnections>().Projector));
        services.AddSingleton<PolicyRounds>();
        services.AddSingleton<IPolicy, CalendarPolicy>();
        services.AddSingleton<IPolicy, RectificationPolicy>();
        services.AddSingleton<IPolicy, RectificationCalendarPolicy>();
        services.AddSingleton<IPolicy, IssueDocuments>();
        services.AddSingleton<IDatedPolicy, DeadlinePolicy>();
        services.AddSingleton<IDatedPolicy, PermitTermPolicy>();
        services.AddHostedService<PolicyWorker>();
    }

    static void AddEdge(IServiceCollection services, ConfigurationManager configuration, bool development, string dataDirectory)
    {
        services.AddSingleton(SigningSecrets.From(configuration, development));
        services.AddSingleton<TokenReader>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton(new UploadPlaces(configuration.GetValue("Regulation:Uploads", 8), TimeSpan.FromSeconds(5)));
        services.AddSingleton(new AnswerTime(TimeSpan.FromSeconds(configuration.GetValue("Regulation:AnswerSeconds", 20.0))));
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
