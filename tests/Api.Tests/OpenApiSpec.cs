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
    public async Task every_operation_says_what_it_does_and_every_command_what_it_takes()
    {
        var operations = (await DocumentAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Name: $"{operation.Key} {path.Key}", operation.Value)));

        Assert.All(operations, operation =>
        {
            Assert.NotNull(operation.Value!["summary"]);
            var takesJson = !operation.Name.StartsWith("get", StringComparison.Ordinal)
                && !operation.Name.Contains("{materialCode}", StringComparison.Ordinal)
                && !operation.Name.Contains(" /imports/permits", StringComparison.Ordinal);
            if (takesJson)
            {
                var content = operation.Value["requestBody"]?["content"]?["application/json"];
                // Some acts say nothing but themselves: their body is {}, and the document leaves out an empty example.
                string[] empty = ["/acceptance", "/confirmation", "/payment", "/receipt", "/white-list-entry", "/exit", "/closing"];
                var isEmpty = operation.Name == "post /proof/keys"
                    || empty.Any(end => operation.Name.EndsWith(end, StringComparison.Ordinal))
                    || operation.Name.Contains(" /read-models/", StringComparison.Ordinal)
                    || operation.Name.Contains(" /readers/", StringComparison.Ordinal);
                Assert.True(content is not null && (isEmpty || content["example"] is not null), operation.Name);
            }
        });
    }

    async Task<JsonNode> DocumentAsync() =>
        (await service.Bureau.AnonymousAsync(HttpMethod.Get, "/swagger/v1/swagger.json")).Body!;
}
