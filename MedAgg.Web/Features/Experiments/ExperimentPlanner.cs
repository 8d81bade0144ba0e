using MedAgg.Domain.Catalog;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Judges an order before anything is written: rights, the pipeline, and whether its data may be used and are there. The page, the API and the command line ask it.</summary>
public sealed class ExperimentPlanner(IDbContextFactory<MedAggContext> contexts, OrderJudge judge)
{
    public async Task<ExperimentPlan> PlanAsync(Actor actor, ExperimentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        string yaml = PipelineText.Change(order.Yaml, order.Changes);
        if (order.Source is { Length: > 0 } source && PipelineText.Find(yaml, "acquire.dataset") is not null)
            yaml = PipelineText.Set(yaml, "acquire", $"{{ sources: [{PipelineText.Quoted(source)}] }}"); // whoever names a source means it
        ExperimentPlan plan = new() { Yaml = yaml };
        if (!actor.MayWork)
            return plan with { Refusal = new("SIGN_IN_REQUIRED", "Sign in to run an experiment.") };
        if (order.TeamId is { } team && !actor.MayWorkFor(team))
            return plan with { Refusal = new("TEAM_NOT_YOURS", $"You do not edit in team {team}.") };
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Parse(yaml, order.File);
        if (pipeline is null)
            return plan with { Refusal = refusal };
        plan = plan with { Pipeline = pipeline };
        if (pipeline.Acquire.Dataset is { } slug)
        {
            return await FindAsync(actor, slug, pipeline.Acquire.Version, cancellationToken) is { } dataset
                ? plan with { Dataset = dataset }
                : plan with { Refusal = new("DATASET_UNKNOWN", $"There is no published version{(pipeline.Acquire.Version is { } number ? $" {number}" : "")} of a dataset {slug} that you may see.") };
        }

        (string? found, refusal) = SourceFinder.Find(pipeline.Acquire.Sources, order, actor.IsAdministrator);
        return found is null
            ? plan with { Refusal = refusal }
            : plan with { Source = found, Refusal = await judge.JudgeAsync(actor, new(Wanted(found, pipeline)) { TeamId = order.TeamId }, cancellationToken) };
    }

    /// <summary>Versions of a dataset that can be learnt from, newest first; empty when the actor may not see it.</summary>
    public async Task<IReadOnlyList<int>> VersionsAsync(Actor actor, string slug, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Published(context, actor, slug).OrderByDescending(version => version.Number).Select(version => version.Number).ToListAsync(cancellationToken);
    }

    /// <summary>Labels that stand at the images of a version as <c>name=value</c>, with how many images have each, most frequent first; at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, int>>> LabelsAsync(PlannedDataset dataset, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var labels = await context.Images.AsNoTracking().Where(image => image.VersionId == dataset.VersionId).SelectMany(image => image.Labels)
            .GroupBy(label => label).Select(group => new { group.Key, Count = group.Count() }).OrderByDescending(group => group.Count).Take(most).ToListAsync(cancellationToken);
        return [.. labels.Select(label => KeyValuePair.Create(label.Key, label.Count))];
    }

    private async Task<PlannedDataset?> FindAsync(Actor actor, string slug, int? number, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        DatasetVersion? version = await Published(context, actor, slug).Where(version => number == null || version.Number == number)
            .OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellationToken);
        if (version is null)
            return null;
        LocalizedText title = await context.Datasets.AsNoTracking().Where(dataset => dataset.Id == version.DatasetId).Select(dataset => dataset.Card.Title).SingleAsync(cancellationToken);
        return new(version.Id, slug, title, version.Number, version.Counts.Images, version.Counts.Patients);
    }

    private static IQueryable<DatasetVersion> Published(MedAggContext context, Actor actor, string slug)
    {
        IQueryable<long> seen = context.Datasets.Where(DatasetVisibility.For(actor)).Where(dataset => dataset.Slug == slug).Select(dataset => dataset.Id);
        return context.Versions.AsNoTracking().Where(version => seen.Contains(version.DatasetId) && version.State == VersionState.Published);
    }

    private static IngestionSource Wanted(string source, Pipeline pipeline) => new()
    {
        Kind = File.Exists(source) || Directory.Exists(source) ? SourceKind.ServerPath : SourceKind.Url,
        Location = source,
        ChoiceJson = pipeline.Acquire.Choice.ToJson(),
    };
}
