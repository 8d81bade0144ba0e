using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Takes an order: has it judged, writes the run and hands it to the job nodes.</summary>
public sealed class StartExperiment(IDbContextFactory<MedAggContext> contexts, ExperimentPlanner planner, ExperimentScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    public async Task<StartedExperiment> RunAsync(Actor actor, ExperimentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        ExperimentPlan plan = await planner.PlanAsync(actor, order, cancellationToken);
        if (plan.Refusal is { } refusal)
            return new(null, refusal);
        Run run = await WriteAsync(actor, order, plan, cancellationToken);
        await scheduler.EnqueueAsync(run.Id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, run.Id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        return new(run.Id, null);
    }

    private async Task<Run> WriteAsync(Actor actor, ExperimentOrder order, ExperimentPlan plan, CancellationToken cancellationToken)
    {
        string slug = SlugOf(plan.Pipeline!.Name, actor.UserId);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({slug}, 20261124))", cancellationToken);
        Experiment? experiment = await context.Experiments.SingleOrDefaultAsync(row => row.Slug == slug, cancellationToken);
        if (experiment is null)
        {
            experiment = new(slug, plan.Pipeline.Name, plan.Yaml, actor.UserId, order.TeamId, clock.GetUtcNow());
            context.Experiments.Add(experiment);
            await context.SaveChangesAsync(cancellationToken);
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan.Yaml}\n{plan.Source}")));
        Run run = new(experiment.Id, plan.Yaml, plan.Source, hash, clock.GetUtcNow()) { RedoFrom = order.From };
        context.Runs.Add(run);
        await context.SaveChangesAsync(cancellationToken);
        context.AuditEvents.Add(new()
        {
            At = clock.GetUtcNow(),
            ActorId = actor.UserId,
            Action = "run.requested",
            SubjectKind = ChangeKind.Run,
            SubjectId = run.Id.ToString(CultureInfo.InvariantCulture),
            DetailJson = JsonSerializer.Serialize(new { experiment = slug, sha256 = hash }),
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    // Runs of one name and one person are runs of one experiment.
    private static string SlugOf(string name, Guid? owner)
    {
        StringBuilder slug = new();
        foreach (char c in name.ToLowerInvariant())
            slug.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        string plain = string.Join('-', slug.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        string tail = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{owner}")))[..8];
        return $"{(plain.Length > 80 ? plain[..80] : plain)}-{tail}";
    }
}
