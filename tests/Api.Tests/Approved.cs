using TestKit;

namespace Api.Tests;

/// <summary>Holds a text to the one that was read and approved under specs/ (ADR 0009).</summary>
public static class Approved
{
    public static void Matches(string name, string text)
    {
        var path = Path.Combine(TestServer.Checkout, "specs", name);
        var received = path + ".received";
        var approved = File.Exists(path) ? Even(File.ReadAllText(path)) : null;
        if (approved == Even(text))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, Even(text));
        Assert.Fail($"specs/{name} is not what came out. Read {received}; if it is right, put it in the place of specs/{name}.");
    }

    static string Even(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
