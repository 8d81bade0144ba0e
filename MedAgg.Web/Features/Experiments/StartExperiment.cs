using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Takes an order: reads the pipeline, finds the source that is there, writes the run and hands it to the job nodes.</summary>
public sealed class StartExperiment(IDbContextFactory<MedAggContext> contexts, ExperimentScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    public async Task<StartedExperiment> RunAsync(Actor actor, ExperimentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        if (!actor.MayWork)
            return new(null, new("SIGN_IN_REQUIRED", "Sign in to run an experiment."));
        if (order.TeamId is { } team && !actor.MayWorkFor(team))
            return new(null, new("TEAM_NOT_YOURS", $"You do not edit in team {team}."));
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Parse(order.Yaml, order.File);
        if (pipeline is null)
            return new(null, refusal);
        string? source = null;
        if (pipeline.Acquire.Dataset is null || order.Source is not null)
        {
            (source, refusal) = SourceFinder.Find(pipeline.Acquire.Sources, order, actor.IsAdministrator);
            if (source is null)
                return new(null, refusal);
        }

        Run run = await WriteAsync(actor, order, pipeline, source, cancellationToken);
        await scheduler.EnqueueAsync(run.Id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, run.Id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        return new(run.Id, null);
    }

    private async Task<Run> WriteAsync(Actor actor, ExperimentOrder order, Pipeline pipeline, string? source, CancellationToken cancellationToken)
    {
        string slug = SlugOf(pipeline.Name, actor.UserId);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({slug}, 20261124))", cancellationToken);
        Experiment? experiment = await context.Experiments.SingleOrDefaultAsync(row => row.Slug == slug, cancellationToken);
        if (experiment is null)
        {
            experiment = new(slug, pipeline.Name, order.Yaml, actor.UserId, order.TeamId, clock.GetUtcNow());
            context.Experiments.Add(experiment);
            await context.SaveChangesAsync(cancellationToken);
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{order.Yaml}\n{source}")));
        Run run = new(experiment.Id, order.Yaml, source, hash, clock.GetUtcNow()) { RedoFrom = order.From };
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
