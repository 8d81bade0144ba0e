using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Collections;

/// <summary>Hands out the archive of a collection and writes down who took it.</summary>
public sealed class CollectionArchive(IDbContextFactory<MedAggContext> contexts, CollectionQueries queries, IBlobStore blobs, TimeProvider clock)
{
    /// <returns>The collection and its archive to read, which the caller disposes of; or why there is none.</returns>
    public async Task<(CollectionRow? Row, Stream? Archive, Refusal? Refusal)> OpenAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await queries.FindAsync(actor, id, cancellationToken) is not { } row)
            return (null, null, CollectionQueries.Unknown(id));
        if (row.Status == CollectionStatus.Expired)
            return (row, null, new(CollectionCodes.ArchiveExpired, $"The archive of collection {id} expired; build it again."));
        if (row.Status != CollectionStatus.Ready || row.ArchiveSha256 is not { } sha256)
            return (row, null, new(CollectionCodes.ArchiveNotReady, $"Collection {id} has no archive: it is {row.Status.ToString().ToLowerInvariant()}."));

        try
        {
            return (row, await blobs.OpenAsync(sha256, cancellationToken), null);
        }
        catch (FileNotFoundException)
        {
            // Expired between the two questions.
            return (row, null, new(CollectionCodes.ArchiveExpired, $"The archive of collection {id} is not kept any more; build it again."));
        }
    }

    /// <summary>Writes down a download that begins.</summary>
    public async Task NoteAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.AuditEvents.Add(CollectionAudit.Of(CollectionAudit.Downloaded, id, actor.UserId, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
    }
}
