using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>An institution walked from its form to where it may sell.</summary>
static class OpenedInstitution
{
    /// <returns>The number of its approval.</returns>
    public static async Task<string> GrantAsync(Bureau bureau, Filed filed, string day)
    {
        await bureau.SetClockAsync($"{day}T10:00:00+08:00");
        var officers = new JsonArray(
            await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District));
        Done(await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject()));
        Done(await bureau.ActAsync("inspector", filed.District, filed.CaseNo, "site-check", new JsonObject
        {
            ["checkedOn"] = day, ["passed"] = true, ["officers"] = officers,
        }));
        Done(await bureau.ActAsync("reviewer", filed.District, filed.CaseNo, "review", new JsonObject { ["recommendation"] = "grant" }));
        var granted = await bureau.ActAsync(
            "approver", filed.District, filed.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" });
        Done(granted);
        return granted.Body!["permitNo"]!.ToString();
    }

    /// <summary>Approved on 10 February 2026, registered and on the white list.</summary>
    public static async Task<string> ListedAsync(Bureau bureau, string district, string creditCode)
    {
        var form = Forms.Fresh("014");
        form["regionCode"] = district;
        form["form"]!["premises"]!["regionCode"] = district;
        form["applyDate"] = "2026-02-02T10:00:00+08:00";
        var institutionNo = await GrantAsync(bureau, await Filed.Async(bureau, form), "2026-02-10");
        Done(await ActAsync(bureau, district, institutionNo, "credit-code", new JsonObject { ["creditCode"] = creditCode }));
        Done(await ActAsync(bureau, district, institutionNo, "white-list-entry", []));
        return institutionNo;
    }

    public static async Task<Reply> ActAsync(
        Bureau bureau, string district, string institutionNo, string act, JsonObject body, string role = "clerk")
    {
        var seen = await bureau.GetAsync("auditor", "320500", $"/training-institutions/{institutionNo}");
        return await bureau.ActOnAsync(role, district, $"/training-institutions/{institutionNo}/{act}", body, seen.Version);
    }

    static void Done(Reply reply) => Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
}
