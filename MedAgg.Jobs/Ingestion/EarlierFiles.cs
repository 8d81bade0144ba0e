using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Finds and takes over what an earlier ingestion of the same dataset has fetched: unchanged files are not fetched again.</summary>
internal sealed class EarlierFiles(IBlobStore blobs, BlobReferences references)
{
    /// <summary>The fetch behind the current version of the dataset, when it took the same part of the source; null without one.</summary>
    public static async Task<EarlierFetch?> FindAsync(MedAggContext context, IngestionRequest request, CancellationToken cancellationToken)
    {
        long? current = await context.Datasets.Where(dataset => dataset.Id == request.DatasetId).Select(dataset => dataset.CurrentVersionId).SingleOrDefaultAsync(cancellationToken);
        if (current is null)
            return null;
        // The first one with that version fetched it; later ones that found nothing new point to it as well.
        var last = await context.Ingestions.AsNoTracking()
            .Where(i => i.VersionId == current && i.Status == IngestionStatus.Succeeded)
            .OrderBy(i => i.Id)
            .Select(i => new { i.Id, i.Source.ChoiceJson })
            .FirstOrDefaultAsync(cancellationToken);
        if (last is null || SourceChoice.OfJson(last.ChoiceJson).ToJson() != request.Source.Choice().ToJson())
            return null;
        return new(await context.Artefacts.AsNoTracking().Where(artefact => artefact.IngestionId == last.Id).OrderBy(artefact => artefact.Ordinal).ToListAsync(cancellationToken));
    }

    /// <summary>Gives the bytes of then to the files whose listing says they are the same, as far as the store still has them.</summary>
    /// <returns>Number of files that need not be fetched.</returns>
    public async Task<int> ReuseAsync(MedAggContext context, EarlierFetch last, IReadOnlyList<Artefact> artefacts, CancellationToken cancellationToken)
    {
        List<(Artefact File, Artefact Earlier)> same = [];
        foreach (Artefact file in artefacts)
        {
            if (last.SameAs(file) is { } earlier && await blobs.ExistsAsync(earlier.Blob!, cancellationToken))
                same.Add((file, earlier));
        }

        // One of them may be deleted at this very moment: then none is taken over, and all are fetched.
        if (same.Count == 0 || await references.ClaimAsync(context, same.Select(pair => pair.Earlier.Blob!), cancellationToken) is not null)
            return 0;
        foreach ((Artefact file, Artefact earlier) in same)
            last.Reuse(file, earlier);
        return same.Count;
    }
}
