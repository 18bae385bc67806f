using Infrastructure.Hosting;
using Infrastructure.Vault;
using Microsoft.Extensions.Configuration;

namespace Infrastructure;

/// <summary>What a node is told from outside; names are those of the environment, Regulation__Database and so
/// on.</summary>
/// <param name="Database">Connection string of the user who migrates.</param>
/// <param name="RoleSeed">From which the roles' passwords are derived; the database password where it is null.</param>
/// <param name="VaultMasterKey">64 hex digits; the file vault-master.key of the data directory where it is
/// null.</param>
/// <param name="DataDirectory">What a node keeps outside the database; .data of the checkout unless named.</param>
public sealed record InfrastructureSettings(
    string Database, string? RoleSeed, string? VaultMasterKey, string DataDirectory)
{
    public static InfrastructureSettings From(IConfiguration configuration) => new(
        configuration["Regulation:Database"] is { Length: > 0 } database
            ? database
            : throw new InvalidOperationException(
                "Regulation__Database names no server; start with ./run, which brings one."),
        NullIfEmpty(configuration["Regulation:RoleSeed"]),
        NullIfEmpty(configuration["Regulation:VaultMasterKey"]),
        DataDirectoryFrom(configuration));

    /// <summary>The same for a command, on the server that was found or started for it.</summary>
    public static InfrastructureSettings On(LocatedDatabase database, IConfiguration configuration) => new(
        database.ConnectionString,
        NullIfEmpty(configuration["Regulation:RoleSeed"]),
        NullIfEmpty(configuration["Regulation:VaultMasterKey"]),
        DataDirectoryFrom(configuration));

    public static string DataDirectoryFrom(IConfiguration configuration) =>
        NullIfEmpty(configuration["Regulation:Data"]) ?? Path.Combine(Checkout(), ".data");

    public MasterKey LoadMasterKey() =>
        VaultMasterKey is { } hex
            ? MasterKey.FromHex(hex)
            : MasterKey.FromFile(Path.Combine(DataDirectory, "vault-master.key"));

    /// <summary>The directory of Regulation.sln above the program, or the current one.</summary>
    public static string Checkout()
    {
        var start = new DirectoryInfo(AppContext.BaseDirectory);
        for (var directory = start; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Regulation.sln"))) return directory.FullName;
        }

        return Environment.CurrentDirectory;
    }

    static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
