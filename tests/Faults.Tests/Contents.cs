using System.Globalization;
using System.Text.Json.Nodes;
using Api.Demo;
using Infrastructure.Cryptography;

namespace Faults.Tests;

/// <summary>Looks, as an auditor over HTTP, whether the cases can be seen and what is sealed can be opened.</summary>
static class Contents
{
    /// <summary>Opening a file is slow and on record: one in this many is opened.</summary>
    const int Sample = 10;

    /// <summary>What an auditor does not get, or gets as an older version than was acknowledged.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(RunningProgram program, IReadOnlyList<Acknowledged> acknowledged)
    {
        using var client = new DemoClient(
            new HttpClient { BaseAddress = program.Address, Timeout = TimeSpan.FromSeconds(30) }, new Sm3(), DemoRun.PortalSecret);
        var wrong = new List<string>();
        foreach (var versions in acknowledged.Where(one => one.CaseNo is not null).GroupBy(one => one.CaseNo!))
        {
            var seen = await client.GetAsync("auditor", "320500", $"/cases/{versions.Key}");
            if (!seen.Succeeded || seen.Version < versions.Max(one => one.Version))
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{versions.Key}: {seen.Code}, version {seen.Version}"));
            else if (!await OpensAsync(versions.Key, $"documents/{FormOf(seen)}"))
                wrong.Add($"{versions.Key}: the form cannot be opened");
        }

        var cases = acknowledged
            .Where(one => one.CaseNo is not null && one.What.EndsWith("/applications", StringComparison.Ordinal))
            .ToList();
        for (var number = 0; number < cases.Count; number += Sample)
        {
            var page = (await client.GetAsync("auditor", "320500", $"/cases/{cases[number].CaseNo}")).Body!;
            foreach (var code in DeliveredOf(page))
            {
                if (!await OpensAsync(cases[number].CaseNo!, $"materials/{code}"))
                    wrong.Add($"{cases[number].CaseNo}: {code} cannot be opened");
            }
        }

        return wrong;

        async Task<bool> OpensAsync(string caseNo, string content) =>
            (await client.GetAsync("auditor", "320500", $"/cases/{caseNo}/{content}?purpose=audit")).Succeeded;
    }

    static string FormOf(DemoReply seen) => seen.Body!["case"]!["application"]!["form"]!.ToString();

    static IEnumerable<string> DeliveredOf(JsonNode page) =>
        from material in DemoPrinter.Items(page["case"]!["progress"]!["materials"])
        where material["file"] is not null
        select material["code"]!.ToString();
}
