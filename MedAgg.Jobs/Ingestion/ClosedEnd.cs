using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Licences;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Ends an ingestion of data that its source gives only to admitted people: the catalogue gets its card and no file.</summary>
internal sealed class ClosedEnd(DatasetDrafts drafts, IngestionWriter writer, StageKeeper stages, IChangeFeed changes, TimeProvider clock)
{
    private const int MaxNameCharacters = 200;

    /// <returns>The run with its finished request.</returns>
    public async Task<IngestionRun> DescribeAsync(IngestionRun run, SourcePlan plan, LicenceTerms terms, CancellationToken cancellationToken)
    {
        IngestionRequest? ended = null;
        string slug = "";
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                DateTimeOffset now = clock.GetUtcNow();
                bool isNamed = !string.IsNullOrWhiteSpace(request.Name);
                if (!isNamed)
                    request.Rename(plan.Name.Length <= MaxNameCharacters ? plan.Name : plan.Name[..MaxNameCharacters]);
                DatasetVersion draft = await drafts.BeginAsync(context, request, plan, isNamed, cancellationToken);
                context.Versions.Remove(draft); // there is nothing to fill it with
                Dataset dataset = await context.Datasets.SingleAsync(d => d.Id == draft.DatasetId, cancellationToken);
                dataset.SetActive(true, now);
                slug = dataset.Slug;
                request.Assign(plan.Provider);
                request.Describe(dataset.Id);
                request.Advance(stages.Close(run));
                foreach (IngestionStage stage in request.Stages.Where(stage => stage.State is StageState.Waiting or StageState.Running))
                    request.Advance(stage with { State = StageState.NotNeeded, FinishedAt = now });
                context.IngestionLog.Add(new() { IngestionId = run.Id, At = now, Stage = StageName.Resolve, IsProblem = true, Text = $"{SourceCodes.AccessNotGranted}: The source gives the files only to people whom it has admitted ({terms.Access}); the dataset is in the catalogue, nothing was fetched." });
                foreach (string warning in plan.Warnings.Take(50))
                    context.IngestionLog.Add(new() { IngestionId = run.Id, At = now, Stage = StageName.Resolve, IsProblem = true, Text = warning });
                request.Succeed(now);
                ended = request;
            },
            cancellationToken);
        run.Progress.Stop();
        await changes.PublishAsync(new(ChangeKind.Dataset, slug), cancellationToken);
        return run with { Request = ended! };
    }
}
