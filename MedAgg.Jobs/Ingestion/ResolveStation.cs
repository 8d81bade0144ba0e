using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Station 1: the provider lists what the source has; the draft version begins, so that screens fill from here on.</summary>
internal sealed class ResolveStation(DatasetProviders providers, DatasetDrafts drafts, IngestionWriter writer, StageKeeper stages)
{
    private const int MaxNameCharacters = 200;

    public async Task<IngestionRun> RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Resolve))
            return run;
        await stages.StartAsync(run, StageName.Resolve, new(), cancellationToken);
        SourceAddress source = SourceAddress.Of(run.Request.Source);
        IDatasetProvider provider = providers.For(source)
            ?? throw new RefusedException(SourceCodes.NotRecognised, "No provider of this product recognises the source.");
        Resolution resolution = await provider.ResolveAsync(source, cancellationToken);
        SourcePlan plan = resolution.Plan ?? throw new RefusedException(resolution.Refusal!);
        if (plan.Files.Count == 0)
            throw new RefusedException(SourceCodes.Empty, "The source lists no file.");

        run.Progress.Add(plan.Files.Count, 0);
        IngestionRequest? stored = null;
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                if (string.IsNullOrWhiteSpace(request.Name))
                    request.Rename(plan.Name.Length <= MaxNameCharacters ? plan.Name : plan.Name[..MaxNameCharacters]);
                DatasetVersion draft = await drafts.BeginAsync(context, request, plan.Provider, plan.Licence, cancellationToken);
                request.Fill(draft.DatasetId, draft.Id);
                context.Artefacts.AddRange(plan.Files.Select((file, index) => new Artefact(request.Id, index, file.Path, file.Location, file.SizeBytes, file.Checksum)));
                request.Advance(stages.Close(run));
                stored = request;
            },
            cancellationToken);
        await writer.LogAsync(run, StageName.Resolve, $"The source ({provider.Id}) lists {plan.Files.Count} file(s).", isProblem: false, cancellationToken);
        foreach (string warning in plan.Warnings.Take(50))
            await writer.LogAsync(run, StageName.Resolve, warning, isProblem: true, cancellationToken);
        return run with { Request = stored! };
    }
}
