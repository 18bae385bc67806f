using Microsoft.OpenApi;

namespace Api.Hosting;

/// <summary>The OpenAPI document and the page that shows it.</summary>
public static class ApiDocument
{
    public const string Name = "v1";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Name, new OpenApiInfo
            {
                Title = "Regulation",
                Version = "1",
                Description = "Licensing and supervision of high-risk sports by a city's sports bureau (经营高危险性体育项目许可).",
            });
        });
    }

    public static void UseApiDocument(this IApplicationBuilder app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(options => options.SwaggerEndpoint($"/swagger/{Name}/swagger.json", "Regulation"));
    }
}
