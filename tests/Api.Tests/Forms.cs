using System.Globalization;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests;

/// <summary>The shared sample forms, filed under numbers of their own so that tests do not meet.</summary>
public static class Forms
{
    static int filed;

    public static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(TestServer.Checkout); at is not null; at = at.Parent)
            {
                var forms = Path.Combine(at.FullName, "shared", "forms");
                if (Directory.Exists(forms)) return forms;
            }

            return Path.Combine(TestServer.Checkout, "demo", "forms");
        }
    }

    public static JsonObject Load(string name) =>
        JsonNode.Parse(File.ReadAllText(Directory.GetFiles(Folder, name + "*.json").Single()))!.AsObject();

    /// <summary>A form under a project number that no other test uses.</summary>
    public static JsonObject Fresh(string name = "001")
    {
        var form = Load(name);
        form["projectNo"] = string.Create(CultureInfo.InvariantCulture, $"TEST-{Interlocked.Increment(ref filed)}-{Guid.NewGuid():N}");
        return form;
    }

    public static byte[] Bytes(string sm3) => File.ReadAllBytes(Path.Combine(Folder, "materials", sm3 + ".pdf"));
}

/// <summary>Shorthand for a case that is walked by a test.</summary>
public sealed record Filed(string CaseNo, string ProjectNo, string District)
{
    /// <summary>Files the form a minute after its date and delivers every declared file.</summary>
    public static async Task<Filed> Async(Bureau bureau, JsonObject form, bool deliver = true)
    {
        var at = NodaTime.Text.OffsetDateTimePattern.ExtendedIso.Parse(form["applyDate"]!.ToString()).Value;
        await bureau.SetClockAsync(NodaTime.Text.OffsetDateTimePattern.Rfc3339.Format(at.Plus(NodaTime.Duration.FromMinutes(1))));
        var reply = await bureau.FileAsync(form);
        Assert.True((int)reply.Status == 201, reply.ToString());
        var projectNo = form["projectNo"]!.ToString();
        foreach (var material in deliver ? form["materials"]!.AsArray() : [])
        {
            var sent = await bureau.PortalAsync(
                HttpMethod.Put,
                $"/portal/v1/applications/{projectNo}/materials/{material!["materialCode"]}",
                Forms.Bytes(material["sm3"]!.ToString()));
            Assert.True((int)sent.Status == 204, sent.ToString());
        }

        return new Filed(reply.Body!["caseNo"]!.ToString(), projectNo, form["regionCode"]!.ToString()[..6]);
    }
}
