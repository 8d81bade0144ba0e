using System.Data.Common;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>Counts every step that leaves the process and dies at the one it is told, before or after it took effect.</summary>
internal sealed class DeathAt(int step, bool after)
{
    private int _steps;

    /// <summary>Steps so far.</summary>
    public int Steps => Volatile.Read(ref _steps);

    public bool IsDead { get; private set; }

    /// <summary>Puts it under the blob store and the transactions of a node.</summary>
    public void Doom(IServiceCollection services)
    {
        services.AddSingleton<IBlobStore>(provider => new DyingBlobStore(new FolderBlobStore(provider.GetRequiredService<IOptions<StorageOptions>>()), this));
        services.ConfigureDbContext<MedAggContext>(options => options.AddInterceptors(new DyingTransactions(this)));
    }

    public async Task<T> PassAsync<T>(Func<Task<T>> act)
    {
        bool dies = Interlocked.Increment(ref _steps) >= step;
        if (dies && !after)
            Die();
        T result = await act();
        if (dies)
            Die();
        return result;
    }

    public void Pass()
    {
        if (Interlocked.Increment(ref _steps) >= step)
            Die();
    }

    // Everything after the first death dies as well: a dead process writes no farewell.
    private void Die()
    {
        IsDead = true;
        throw new ProcessDiedException();
    }
}

internal sealed class ProcessDiedException() : Exception("The process died here.");

/// <summary>A blob store that dies on command.</summary>
internal sealed class DyingBlobStore(IBlobStore inner, DeathAt death) : IBlobStore
{
    public Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken) => death.PassAsync(() => inner.PutAsync(content, cancellationToken));

    public Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken) => death.PassAsync(() => inner.AdoptAsync(path, sha256, cancellationToken));

    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken) => death.PassAsync(() => inner.OpenAsync(sha256, cancellationToken));

    public Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) => death.PassAsync(() => inner.ExistsAsync(sha256, cancellationToken));

    public Task DeleteAsync(string sha256, CancellationToken cancellationToken) => death.PassAsync(async () =>
    {
        await inner.DeleteAsync(sha256, cancellationToken);
        return true;
    });

    public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
}

/// <summary>Dies before a transaction is committed, or right after.</summary>
internal sealed class DyingTransactions(DeathAt death) : DbTransactionInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        death.Pass();
        return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        death.Pass();
        return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
    }
}
