using System.Globalization;
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
/// <param name="Keys">Connection string of the user who migrates the key store; the database itself where it is null.</param>
/// <param name="KeyBackupDays">For how long backups of the key store are kept.</param>
/// <param name="DataDirectory">What a node keeps outside the database; .data of the checkout unless named.</param>
public sealed record InfrastructureSettings(
    string Database, string? RoleSeed, string? VaultMasterKey, string DataDirectory, string? Keys = null, int KeyBackupDays = 30)
{
    const int LongestKeyBackup = 30;

    public static InfrastructureSettings From(IConfiguration configuration) => new(
        configuration["Regulation:Database"] is { Length: > 0 } database
            ? database
            : throw new InvalidOperationException(
                "Regulation__Database names no server; start with ./run, which brings one."),
        NullIfEmpty(configuration["Regulation:RoleSeed"]),
        NullIfEmpty(configuration["Regulation:VaultMasterKey"]),
        DataDirectoryFrom(configuration),
        NullIfEmpty(configuration["Regulation:Keys"]),
        BackupDaysFrom(configuration));

    /// <summary>The same for a command, on the server that was found or started for it.</summary>
    public static InfrastructureSettings On(LocatedDatabase database, IConfiguration configuration) => new(
        database.ConnectionString,
        NullIfEmpty(configuration["Regulation:RoleSeed"]),
        NullIfEmpty(configuration["Regulation:VaultMasterKey"]),
        DataDirectoryFrom(configuration),
        NullIfEmpty(configuration["Regulation:Keys"]),
        BackupDaysFrom(configuration));

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

    /// <summary>What a certificate promises must be true: longer backups would outlive the erasure it names.</summary>
    static int BackupDaysFrom(IConfiguration configuration) =>
        NullIfEmpty(configuration["Regulation:KeyBackupDays"]) is not { } text ? LongestKeyBackup
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= LongestKeyBackup ? days
        : throw new InvalidOperationException("Regulation__KeyBackupDays is a whole number from 1 to 30.");

    static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
