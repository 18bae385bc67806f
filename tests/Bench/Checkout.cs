namespace Bench;

/// <summary>The root of the checkout this program was built in.</summary>
static class Checkout
{
    public static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Regulation.sln"))) return directory.FullName;
        }

        throw new InvalidOperationException("The bench runs outside a checkout: no Regulation.sln above it.");
    }
}
