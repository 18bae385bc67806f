using Api.Http;
using Api.PersonalData;
using Application.Policies;
using Application.Ports;
using Application.Subsidies;
using Domain.Subsidies;
using NodaTime;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>What funds, programmes and vouchers are made of.</summary>
static class SubsidySetup
{
    public static void AddSubsidies(this IServiceCollection services)
    {
        services.AddSingleton<DrawSecrets>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<FundCommands>();
        services.AddSingleton<FundReader>();
        services.AddSingleton<ProgrammeCommands>();
        services.AddSingleton<VenueCommands>();
        services.AddSingleton<ClaimCommands>();
        services.AddSingleton<ClaimantReader>();
        services.AddSingleton<ClaimDesk>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<SubsidyQueries>();
        services.AddSingleton<DearAnswers>();
        services.AddSingleton<ReviewQueries>();
        services.AddSingleton<IVoucherRecords, VoucherRecordsOfReadModel>();
        services.AddSingleton<IDatedPolicy, VoucherTermPolicy>();
        services.AddSingleton<IDatedPolicy, FreedBudgetPolicy>();
        services.AddSingleton<IDatedPolicy, DrawPolicy>();
        services.AddSingleton<IPolicy, WinnersPolicy>();
    }

    public static void MapSubsidies(this IEndpointRouteBuilder routes)
    {
        FundEndpoints.Map(routes);
        ProgrammeEndpoints.Map(routes);
        VenueEndpoints.Map(routes);
        ClaimEndpoints.Map(routes);
        VoidingEndpoints.Map(routes);
        ReviewEndpoints.Map(routes);
        WalletEndpoints.Map(routes);
        VoucherReadEndpoints.Map(routes);
    }
}

/// <summary>The policies' port on the read models.</summary>
sealed class VoucherRecordsOfReadModel(SubsidyQueries queries) : IVoucherRecords
{
    public async Task<IReadOnlyList<EndedVoucher>> EndedBeforeAsync(
        LocalDate today, EndedVoucher? after, int limit, CancellationToken cancellation) =>
    [
        .. (await queries.EndedBeforeAsync(today, after?.ValidTo, after?.VoucherNo, limit, cancellation))
            .Select(line => new EndedVoucher(line.ProgrammeNo, line.Person, line.Batch, line.VoucherNo, line.ValidTo)),
    ];

    public async Task<IReadOnlyList<OpenDraw>> OpenDrawsAsync(CancellationToken cancellation) =>
    [
        .. from page in await queries.DrawingAsync(cancellation)
           from draw in page.Draws
           where draw.RevealedAt is null
           let plan = page.Terms?.Batch(draw.Batch)
           where plan is not null
           select new OpenDraw(page.ProgrammeNo, plan, draw.ClosedAt),
    ];

    public async Task<(IReadOnlyList<DrawEntrant> Entries, long Position)> EntriesAsync(
        string programmeNo, int batch, CancellationToken cancellation)
    {
        var found = await queries.EntriesAsync(programmeNo, batch, cancellation);
        return ([.. found.Value.Select(line => new DrawEntrant(line.Pseudonym, line.Person, line.Share))], found.Position);
    }
}
