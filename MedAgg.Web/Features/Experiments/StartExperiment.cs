using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Takes a pipeline: judges it, writes experiment and run and who asked for it, hands the run to the job nodes.</summary>
public sealed class StartExperiment(IDbContextFactory<MedAggContext> contexts, ExperimentScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    /// <summary>Starts a run.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="yaml">The pipeline file's text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="baseFolder">Its folder, for relative paths.</param>
    /// <param name="from">First step that is done again though its files are there; null for none.</param>
    /// <param name="cancellationToken">Stops before the run is stored.</param>
    /// <returns>Id of the run.</returns>
    /// <exception cref="RefusedException">The pipeline cannot be read.</exception>
    public async Task<long> RunAsync(Actor actor, string yaml, string file, string baseFolder, StepName? from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Read(yaml, file);
        if (pipeline is null)
            throw new RefusedException(refusal!);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
        long id = await WriteAsync(actor, pipeline, yaml, sha256, new ExperimentProgress { BaseFolder = baseFolder, From = from }, cancellationToken);
        await scheduler.EnqueueAsync(id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        return id;
    }

    // The same text is the same experiment, run again; another text of the same name is another one.
    private async Task<long> WriteAsync(Actor actor, Pipeline pipeline, string yaml, string sha256, ExperimentProgress progress, CancellationToken cancellationToken)
    {
        string slug = $"{pipeline.Name}-{sha256[..12]}";
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        Experiment? experiment = await context.Experiments.SingleOrDefaultAsync(e => e.Slug == slug, cancellationToken);
        if (experiment is null)
        {
            experiment = new(slug, pipeline.Title, yaml, actor.UserId, null, clock.GetUtcNow());
            context.Experiments.Add(experiment);
            await context.SaveChangesAsync(cancellationToken);
        }

        Run run = new(experiment.Id, sha256, clock.GetUtcNow());
        run.Record(progress.ToJson());
        context.Runs.Add(run);
        await context.SaveChangesAsync(cancellationToken);
        context.AuditEvents.Add(new()
        {
            At = clock.GetUtcNow(),
            ActorId = actor.UserId,
            Action = "run.requested",
            SubjectKind = ChangeKind.Run,
            SubjectId = run.Id.ToString(CultureInfo.InvariantCulture),
            DetailJson = "{}",
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run.Id;
    }
}
