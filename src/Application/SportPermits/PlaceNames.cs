using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Application.SportPermits;

/// <summary>Name and address of a place, sealed together under one id.</summary>
static class PlaceNames
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(string? name, string? address) =>
        new JsonObject { ["name"] = name, ["address"] = address }.ToJsonString(Readable);
}
