using System.Data.Common;
using MedAgg.Domain.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>
/// Counts every step that leaves the process: of the store, of the database, of the network. The n-th one fails, as such a step fails; or the process dies
/// there, and then no later step succeeds either.
/// </summary>
internal sealed class FailAt(int step, bool dies)
{
    private int _steps;
    private int _failed;

    /// <summary>Steps so far.</summary>
    public int Steps => Volatile.Read(ref _steps);

    public bool HasFailed => Volatile.Read(ref _failed) > 0;

    /// <summary>Takes a step.</summary>
    /// <returns>False when it fails.</returns>
    public bool Pass()
    {
        int number = Interlocked.Increment(ref _steps);
        bool fails = dies ? number >= step : number == step;
        if (fails)
            Interlocked.Increment(ref _failed);
        return !fails;
    }

    /// <summary>Takes a step of the network: a failed one is a connection that breaks.</summary>
    public Task<bool> GateAsync(HttpContext context)
    {
        if (Pass())
            return Task.FromResult(false);
        context.Abort();
        return Task.FromResult(true);
    }

    public void Store() => Take(new IOException("The disk failed here, as the test wants it."));

    public void Database() => Take(new NpgsqlException("The connection broke here, as the test wants it.", new IOException()));

    private void Take(Exception failure)
    {
        if (!Pass())
            throw dies ? new ProcessDiedException() : failure;
    }
}

/// <summary>A blob store whose steps are counted.</summary>
internal sealed class FailingBlobStore(IBlobStore inner, FailAt failure) : IBlobStore
{
    public Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken) => AfterAsync(() => inner.PutAsync(content, cancellationToken));

    public Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken) => AfterAsync(() => inner.AdoptAsync(path, sha256, cancellationToken));

    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken) => AfterAsync(() => inner.OpenAsync(sha256, cancellationToken));

    public Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) => AfterAsync(() => inner.ExistsAsync(sha256, cancellationToken));

    public async Task DeleteAsync(string sha256, CancellationToken cancellationToken)
    {
        failure.Store();
        await inner.DeleteAsync(sha256, cancellationToken);
    }

    public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    private async Task<T> AfterAsync<T>(Func<Task<T>> act)
    {
        failure.Store();
        return await act();
    }
}

/// <summary>Statements whose steps are counted.</summary>
internal sealed class FailingCommands(FailAt failure) : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        failure.Database();
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        failure.Database();
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}

/// <summary>Ends of transactions: one step before, and one after it took effect.</summary>
internal sealed class FailingTransactions(FailAt failure) : DbTransactionInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        failure.Database();
        return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        failure.Database();
        return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
    }
}
