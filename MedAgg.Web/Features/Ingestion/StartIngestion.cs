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
        await WriteAsync(request, cancellationToken);
        await scheduler.EnqueueAsync(request.Id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Ingestion, $"{request.Id}"), cancellationToken);
        return new(request.Id, null);
    }

    // One transaction: a request without the line that says who made it would be a hole in the audit.
    private async Task WriteAsync(IngestionRequest request, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Ingestions.Add(request);
        await context.SaveChangesAsync(cancellationToken);
        context.AuditEvents.Add(IngestionAudit.Of(
            IngestionAudit.Requested, request.Id, request.RequestedBy, clock.GetUtcNow(), new { kind = request.Source.Kind.ToString(), team = request.TeamId }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
