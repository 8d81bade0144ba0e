using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Counts what a version holds and what it refused. Callers have checked that the reader may see the job.</summary>
public sealed class FoundQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>Counts by modality and kind; grows while the version is filled.</summary>
    public async Task<FoundSoFar> SoFarAsync(long versionId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<ImageFact> images = context.Images.AsNoTracking().Where(image => image.VersionId == versionId);
        List<FoundCount> modalities = await images.GroupBy(image => image.Modality).Select(g => new FoundCount(g.Key, g.LongCount())).ToListAsync(cancellationToken);
        List<FoundCount> kinds = await context.Files.AsNoTracking().Where(file => file.VersionId == versionId)
            .GroupBy(file => file.Kind).Select(g => new FoundCount(g.Key, g.LongCount())).ToListAsync(cancellationToken);
        long patients = await images.Where(image => image.PatientKey != null).Select(image => image.PatientKey).Distinct().LongCountAsync(cancellationToken);
        return new(
            modalities.Sum(m => m.Count),
            kinds.Sum(k => k.Count),
            patients,
            [.. modalities.OrderBy(m => m.Key is null).ThenByDescending(m => m.Count).ThenBy(m => m.Key, StringComparer.Ordinal)],
            [.. kinds.OrderByDescending(k => k.Count).ThenBy(k => k.Key, StringComparer.Ordinal)]);
    }

    /// <summary>One page of refused files, in the order of their paths.</summary>
    public async Task<RefusedFiles> RefusedAsync(long versionId, int skip, int take, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<DatasetFile> refused = Refused(context, versionId);
        return new(
            await refused.OrderBy(file => file.Path).Skip(skip).Take(take)
                .Select(file => new RefusedFile(file.Path, file.Kind, file.RefusalCode ?? "", file.RefusalMessage ?? "", file.SizeBytes)).ToListAsync(cancellationToken),
            await refused.LongCountAsync(cancellationToken),
            await context.Files.LongCountAsync(file => file.VersionId == versionId, cancellationToken));
    }

    /// <summary>Every refused file, streamed.</summary>
    public async IAsyncEnumerable<RefusedFile> AllRefusedAsync(long versionId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IAsyncEnumerable<RefusedFile> all = Refused(context, versionId).OrderBy(file => file.Path)
            .Select(file => new RefusedFile(file.Path, file.Kind, file.RefusalCode ?? "", file.RefusalMessage ?? "", file.SizeBytes)).AsAsyncEnumerable();
        await foreach (RefusedFile file in all.WithCancellation(cancellationToken))
            yield return file;
    }

    private static IQueryable<DatasetFile> Refused(MedAggContext context, long versionId) =>
        context.Files.AsNoTracking().Where(file => file.VersionId == versionId && file.Role == FileRole.Refused);
}
