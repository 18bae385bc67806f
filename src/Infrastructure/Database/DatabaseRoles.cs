using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Infrastructure.Database;

/// <summary>The roles of design.md 4, and the key store's; each may do only what its part of the program does.</summary>
/// <remarks>
/// Passwords are derived from one seed, so that every node knows them and none is kept. Without a seed and without a
/// password in
/// the owner's connection string the roles get no password: a server that trusts its callers lets them in, every other
/// refuses.
/// </remarks>
public static class DatabaseRoles
{
    public const string Owner = "regulation_owner";
    public const string Writer = "regulation_writer";
    public const string Projector = "regulation_projector";
    public const string Reader = "regulation_reader";

    /// <summary>The key store's: it alone destroys keys.</summary>
    public const string Keys = "regulation_keys";

    const long RoleLock = 0x726F_6C65_7365_7475;

    /// <summary>Roles belong to the server, so several databases and processes may set them up at once.</summary>
    const int Attempts = 20;

    public static IReadOnlyList<string> All { get; } = [Owner, Writer, Projector, Reader, Keys];

    /// <returns>The role's password, or null if there is nothing to derive it from.</returns>
    public static string? PasswordOf(string role, string ownerConnectionString, string? seed)
    {
        var source = seed ?? new NpgsqlConnectionStringBuilder(ownerConnectionString).Password;
        return string.IsNullOrEmpty(source)
            ? null
            : Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(source), Encoding.UTF8.GetBytes(role)));
    }

    /// <summary>The owner's connection string with another user's name and password.</summary>
    public static NpgsqlConnectionStringBuilder ConnectionOf(string role, string ownerConnectionString, string? seed) =>
        new(ownerConnectionString) { Username = role, Password = PasswordOf(role, ownerConnectionString, seed) };

    /// <summary>Creates the roles that are missing and sets the password of those that cannot log in with it.</summary>
    public static async Task EnsureAsync(string ownerConnectionString, string? seed, CancellationToken cancellation)
    {
        var broken = new List<string>();
        var present = await PresentAsync(ownerConnectionString, cancellation);
        foreach (var role in All)
        {
            // A try with a role that is not there stands in the server's log as an attack would.
            if (!present.Contains(role) && PasswordOf(role, ownerConnectionString, seed) is not null) broken.Add(role);
            else if (!await CanLogInAsync(role, ownerConnectionString, seed, cancellation)) broken.Add(role);
        }

        if (broken.Count == 0) return;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CreateAsync(broken, ownerConnectionString, seed, cancellation);
                return;
            }
            catch (PostgresException clash) when (IsClash(clash) && attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25 * attempt), cancellation);
            }
        }
    }

    // 23505, 42710: made by another process meanwhile; XX000: "tuple concurrently updated".
    static bool IsClash(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject
            or PostgresErrorCodes.InternalError or PostgresErrorCodes.DeadlockDetected;

    static async Task<HashSet<string>> PresentAsync(string ownerConnectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT rolname::text FROM pg_roles", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var present = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation)) present.Add(rows.GetString(0));
        return present;
    }

    static async Task<bool> CanLogInAsync(
        string role, string ownerConnectionString, string? seed, CancellationToken cancellation)
    {
        var settings = ConnectionOf(role, ownerConnectionString, seed);
        settings.Pooling = false;
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState is
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
        catch (NpgsqlException refused) when (refused.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            // The server wants a password and there is none to derive.
            throw new InvalidOperationException(
                "The server wants passwords but Regulation__Database names none; "
                + "set Regulation__RoleSeed to a long random text.",
                refused);
        }
    }

    static async Task CreateAsync(
        IReadOnlyList<string> roles, string ownerConnectionString, string? seed, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var script = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({RoleLock});\n"));
        foreach (var role in roles) script.Append(Definition(role, PasswordOf(role, ownerConnectionString, seed)));

        // A superuser need not be a member; another user must be, to hand over what it creates.
        script.Append(
            $"""
             DO $$ BEGIN
               IF NOT pg_has_role(current_user, '{Owner}', 'MEMBER') THEN GRANT {Owner} TO CURRENT_USER; END IF;
             END $$;
             """);

        await using var command = new NpgsqlCommand(script.ToString(), connection);
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    static string Definition(string role, string? password)
    {
        var secret = password is null ? "NULL" : $"'{ScramVerifier.Of(password)}'";
        return $"""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                    CREATE ROLE {role} NOSUPERUSER NOCREATEDB NOCREATEROLE;
                  END IF;
                END $$;
                ALTER ROLE {role} LOGIN PASSWORD {secret};

                """;
    }
}

/// <summary>The form in which PostgreSQL keeps a password (RFC 5803), so that no statement and no server log shows
/// it.</summary>
static class ScramVerifier
{
    const int Iterations = 4096;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}$"
            + $"{Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}");
    }
}
