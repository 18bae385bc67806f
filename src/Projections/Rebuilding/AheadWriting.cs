using Npgsql;

namespace Projections.Rebuilding;

/// <summary>One transaction that rows are written into while the log is read on; it commits together with the position.</summary>
/// <param name="owner">As the table's owner: COPY into a table with row security is refused to everybody else.</param>
sealed class AheadWriting(NpgsqlDataSource owner) : IAsyncDisposable
{
    /// <summary>The server ends the transaction of a process that stands still; another one would wait for its rows.</summary>
    const string Begin = "set local idle_in_transaction_session_timeout = '60s'";

    NpgsqlConnection? connection;
    NpgsqlTransaction? transaction;
    Task? writing;

    /// <summary>Begins to write what is there, unless what was begun earlier is still being written.</summary>
    /// <exception cref="PostgresException">What was begun earlier failed.</exception>
    public async Task GoOnAsync(Func<IRowsToStore?> rows, CancellationToken cancellation)
    {
        if (writing is { IsCompleted: false }) return;

        await JoinAsync();
        if (rows() is not { } taken) return;

        var open = await OpenAsync(cancellation);
        writing = Task.Run(() => taken.WriteAsync(open, cancellation), CancellationToken.None);
    }

    /// <summary>Writes the last of it and commits all.</summary>
    public async Task EndAsync(Func<NpgsqlConnection, Task> last, CancellationToken cancellation)
    {
        await JoinAsync();
        await last(await OpenAsync(cancellation));
        await transaction!.CommitAsync(cancellation);
        await CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever it comes to is undone; who disposes early has a failure of his own to tell.
        if (writing is not null) await writing.ContinueWith(_ => { }, TaskScheduler.Default);
        await CloseAsync();
    }

    async Task JoinAsync()
    {
        if (writing is not { } begun) return;
        writing = null;
        await begun;
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        if (connection is not null) return connection;
        connection = await owner.OpenConnectionAsync(cancellation);
        transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.RunAsync(Begin, cancellation);
        return connection;
    }

    async Task CloseAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
        (connection, transaction) = (null, null);
    }
}
