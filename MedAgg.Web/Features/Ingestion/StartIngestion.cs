using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Ingestion;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Takes an order: judges it, writes the request and who made it, hands it to the job nodes.</summary>
public sealed class StartIngestion(
    IDbContextFactory<MedAggContext> contexts, OrderJudge judge, IngestionScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    public async Task<StartedIngestion> RunAsync(Actor actor, IngestionOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        if (await judge.JudgeAsync(actor, order, cancellationToken) is { } refusal)
            return new(null, refusal);

        var request = new IngestionRequest(SourceText.Tidy(order.Source), order.Name?.Trim() ?? "", actor.UserId, order.TeamId, clock.GetUtcNow());
        if (await WriteAsync(request, cancellationToken) is { } open)
            return new(open, null) { IsOpenAlready = true };
        await scheduler.EnqueueAsync(request.Id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Ingestion, $"{request.Id}"), cancellationToken);
        return new(request.Id, null);
    }

    /// <summary>
    /// Writes the request, unless the same source is already on its way for the same team or person. One transaction: a request without the line that
    /// says who made it would be a hole in the audit, and two equal orders wait for each other.
    /// </summary>
    /// <returns>The request that is open already; null when this one is written.</returns>
    private async Task<long?> WriteAsync(IngestionRequest request, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        string alike = $"ingestion|{request.TeamId}|{(request.TeamId is null ? request.RequestedBy : null)}|{request.Source}";
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({alike}, 0))", cancellationToken);
        if (await FindOpenAsync(context, request, cancellationToken) is { } open)
            return open;
        context.Ingestions.Add(request);
        await context.SaveChangesAsync(cancellationToken);
        context.AuditEvents.Add(IngestionAudit.Of(
            IngestionAudit.Requested, request.Id, request.RequestedBy, clock.GetUtcNow(), new { kind = request.Source.Kind.ToString(), team = request.TeamId }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task<long?> FindOpenAsync(MedAggContext context, IngestionRequest request, CancellationToken cancellationToken)
    {
        Guid? person = request.TeamId is null ? request.RequestedBy : null;
        var open = await context.Ingestions
            .Where(other => other.Status == IngestionStatus.Queued || other.Status == IngestionStatus.Running || other.Status == IngestionStatus.Paused)
            .Where(other => !other.CancelRequested && other.TeamId == request.TeamId && (request.TeamId != null || other.RequestedBy == person))
            .OrderBy(other => other.Id)
            .Select(other => new { other.Id, other.Source })
            .ToListAsync(cancellationToken);
        return open.FirstOrDefault(other => other.Source == request.Source)?.Id;
    }
}
