using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Orders the source of a finished job once more: a new request, the old one stays as it ended.</summary>
public sealed class RetryIngestion(IDbContextFactory<MedAggContext> contexts, StartIngestion start, TimeProvider clock)
{
    public async Task<StartedIngestion> RunAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IngestionRequest? old = await context.Ingestions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (old is null || !actor.MayChange(old.RequestedBy, old.TeamId))
            return new(null, IngestionQueries.Unknown(id));
        if (!old.IsFinished)
            return StartedIngestion.Refused(DoorCodes.NotFinished, $"Job {id} has not finished.");

        await ShareUploadAsync(context, actor, old, cancellationToken);
        StartedIngestion started = await start.RunAsync(actor, new(old.Source) { Name = old.Name, TeamId = old.TeamId }, cancellationToken);
        if (started.Id is { } next)
        {
            context.AuditEvents.Add(IngestionAudit.Of(IngestionAudit.Repeated, id, actor.UserId, clock.GetUtcNow(), new { next }));
            await context.SaveChangesAsync(cancellationToken);
        }

        return started;
    }

    // An editor of the team may repeat a colleague's upload: the right to the job is a right to its bytes.
    private async Task ShareUploadAsync(MedAggContext context, Actor actor, IngestionRequest old, CancellationToken cancellationToken)
    {
        if (old.Source.Kind != SourceKind.Upload || old.Source.Blob is not { } blob || old.RequestedBy == actor.UserId)
            return;

        context.AuditEvents.Add(UploadStore.Event(blob, actor.UserId, old.Source.Location, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
    }
}
