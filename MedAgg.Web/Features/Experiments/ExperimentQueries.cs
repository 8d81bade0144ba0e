using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>What screens and commands ask about runs.</summary>
public sealed class ExperimentQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>How a run stands; null when there is none.</summary>
    public async Task<RunView?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Runs.Where(run => run.Id == id)
            .Select(run => new RunView(run.Id, run.Status, run.StepsJson, run.MetricsJson, run.ErrorCode, run.ErrorMessage, run.StartedAt, run.FinishedAt))
            .SingleOrDefaultAsync(cancellationToken);
    }
}

/// <summary>One run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How it stands.</param>
/// <param name="StepsJson">Document of its steps.</param>
/// <param name="MetricsJson">What it measured; null until it has ended well.</param>
/// <param name="ErrorCode">Why it failed.</param>
/// <param name="ErrorMessage">The same in a sentence.</param>
/// <param name="StartedAt">When a worker began.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record RunView(
    long Id, RunStatus Status, string StepsJson, string? MetricsJson, string? ErrorCode, string? ErrorMessage, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>True when nothing more will happen.</summary>
    public bool IsFinished => Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled;
}
