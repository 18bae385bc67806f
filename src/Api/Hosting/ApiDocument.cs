using System.Text.Json.Nodes;
using Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

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
                Description = "Licensing of high-risk sports by a city's sports bureau (经营高危险性体育项目许可).",
            });
            options.OperationFilter<DescribeOperation>();
        });
    }

    public static void UseApiDocument(this IApplicationBuilder app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(options => options.SwaggerEndpoint($"/swagger/{Name}/swagger.json", "Regulation"));
    }

    /// <summary>Puts the words and examples of <see cref="ApiTexts"/> on each operation, and whom it admits.</summary>
    sealed class DescribeOperation : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
            var name = metadata.OfType<IEndpointNameMetadata>().FirstOrDefault()?.EndpointName;
            if (name is null || !ApiTexts.ByOperation.TryGetValue(name, out var text)) return;

            operation.Summary = text.Summary;
            operation.Description = $"Admits: {metadata.OfType<RolesAdmitted>().FirstOrDefault()}.";
            operation.Parameters ??= [];
            foreach (var (parameter, meaning) in text.Query)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = parameter, In = ParameterLocation.Query, Description = meaning,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            AddHeaders(operation.Parameters, name, context.ApiDescription.HttpMethod, text, metadata);
            if (text.Example is { } example)
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, IOpenApiMediaType>
                    {
                        ["application/json"] = new OpenApiMediaType { Example = JsonNode.Parse(example) },
                    },
                };
            }

            operation.Responses ??= [];
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "A problem (RFC 9457) with code, title, legalBasis and, where one is at fault, field.",
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = ProblemSchema },
                },
            };
        }

        static void AddHeaders(
            IList<IOpenApiParameter> parameters, string name, string? method, ApiText text, IList<object> metadata)
        {
            if (text.NeedsVersion)
                parameters.Add(Header("If-Match", "The ETag of what the command acts on, as last seen, like \"7\".", required: true));

            if (text.NeedsVersion || text.TakesKey || name == "PublishCalendarEdition")
                parameters.Add(Header("Idempotency-Key", "Under which a repeat is recognised for ever.", required: false));

            if (method == HttpMethods.Get && metadata.OfType<RolesAdmitted>().All(admitted => !admitted.Anonymous))
                parameters.Add(Header("Regulation-Position", "Answer with no less than this position.", required: false));
        }

        static OpenApiSchema ProblemSchema { get; } = new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["legalBasis"] = new OpenApiSchema { Type = JsonSchemaType.Object | JsonSchemaType.Null },
                ["field"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };

        static OpenApiParameter Header(string name, string meaning, bool required) =>
            new()
            {
                Name = name, In = ParameterLocation.Header, Description = meaning, Required = required,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
    }
}
