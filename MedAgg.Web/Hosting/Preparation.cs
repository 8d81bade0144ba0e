using System.Data.Common;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Hosting;

/// <summary>
/// What must be true before a node works: newest schema, shipped catalogue in the store. Cheap when it is so already. A database that is just starting, and
/// another node that prepares the same at the same moment, are waited for.
/// </summary>
public sealed class Preparation(StoreMigrator migrator, SeedCatalogue catalogue, TimeProvider clock)
{
    private const string AlreadyThere = "23505"; // unique_violation: the other node was first
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await migrator.MigrateAsync(cancellationToken);
                await catalogue.RunAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (IsPassing(exception) && clock.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private static bool IsPassing(Exception? exception) =>
        exception is not null && (exception is DbException { IsTransient: true } or DbException { SqlState: AlreadyThere } || IsPassing(exception.InnerException));
}
