namespace Infrastructure.Postgres;

/// <summary>Files that only their owner may read.</summary>
static class PrivateFile
{
    public static FileStreamOptions New { get; } = new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };
}
