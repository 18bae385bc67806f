using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests;

[Collection(OneService.Name)]
public sealed class OpenApiSpec(Service service)
{
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task the_document_is_the_approved_one()
    {
        var document = await DocumentAsync();
        Approved.Matches("openapi.json", document.ToJsonString(Readable));
    }

    [Fact]
    public void another_text_is_not_taken_for_the_approved_one()
    {
        const string name = "openapi-never-approved.json";
        var failure = Assert.ThrowsAny<Exception>(() => Approved.Matches(name, "{}"));
        File.Delete(Path.Combine(TestServer.Checkout, "specs", name + ".received"));
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task every_command_shows_an_example_of_its_body_and_every_operation_its_refusals()
    {
        var operations = (await DocumentAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Name: $"{operation.Key} {path.Key}", operation.Value)));

        Assert.All(operations, operation =>
        {
            Assert.NotNull(operation.Value!["summary"]);
            if (!operation.Name.StartsWith("get", StringComparison.Ordinal) && !operation.Name.Contains("{materialCode}", StringComparison.Ordinal))
            {
                Assert.True(operation.Value["requestBody"]?["content"]?["application/json"]?["example"] is not null, operation.Name);
            }
        });
    }

    async Task<JsonNode> DocumentAsync() =>
        (await service.Bureau.AnonymousAsync(HttpMethod.Get, "/swagger/v1/swagger.json")).Body!;
}
