using System.Runtime.CompilerServices;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Asks for the files of a version. But for <see cref="FindPlaceAsync"/> callers have checked that the reader may see the dataset.</summary>
public sealed class FileQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>One page of files.</summary>
    public async Task<FileList> ListAsync(long versionId, FileRole? role, string text, int skip, int take, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<DatasetFile> files = Filtered(context, versionId, role, text);
        return new(await Rows(context, files.OrderBy(file => file.Path).Skip(skip).Take(take)).ToListAsync(cancellationToken), await files.LongCountAsync(cancellationToken));
    }

    /// <summary>Every file that passes, streamed.</summary>
    public async IAsyncEnumerable<FileRow> AllAsync(long versionId, FileRole? role, string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IAsyncEnumerable<FileRow> all = Rows(context, Filtered(context, versionId, role, text).OrderBy(file => file.Path)).AsAsyncEnumerable();
        await foreach (FileRow row in all.WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>One file of a version; null when it is not there.</summary>
    public async Task<FileDetail?> FindAsync(long versionId, long fileId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<DatasetFile> file = context.Files.AsNoTracking().Where(f => f.Id == fileId && f.VersionId == versionId);
        if (await Rows(context, file).SingleOrDefaultAsync(cancellationToken) is not { } row)
            return null;
        ImageFact? image = await context.Images.AsNoTracking().SingleOrDefaultAsync(fact => fact.FileId == fileId, cancellationToken);
        return new(row, image, await file.Select(f => f.Warnings).SingleAsync(cancellationToken) ?? []);
    }

    /// <summary>A file that the shown version does not have, in another version of the dataset; null when the dataset has none such.</summary>
    public async Task<FileElsewhere?> FindElsewhereAsync(long datasetId, long versionId, long fileId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from file in context.Files
            join version in context.Versions on file.VersionId equals version.Id
            where file.Id == fileId && version.DatasetId == datasetId && version.State != Domain.Catalog.VersionState.Abandoned
            select new { file.Path, version.Number }).SingleOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new(found.Path, found.Number, await context.Files.Where(file => file.VersionId == versionId && file.Path == found.Path).Select(file => (long?)file.Id).SingleOrDefaultAsync(cancellationToken));
    }

    /// <summary>The file behind a preview; null when there is none or the actor may not see its dataset.</summary>
    public async Task<DatasetFile?> FindPlaceAsync(long fileId, Actor actor, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from file in context.Files.AsNoTracking()
            join version in context.Versions on file.VersionId equals version.Id
            join dataset in context.Datasets.Where(DatasetVisibility.For(actor)) on version.DatasetId equals dataset.Id
            where file.Id == fileId && version.State != Domain.Catalog.VersionState.Abandoned
            select file).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The files of a version with these paths that can be read.</summary>
    public async Task<IReadOnlyList<DatasetFile>> FindPathsAsync(long versionId, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Files.AsNoTracking().Where(file => file.VersionId == versionId && paths.Contains(file.Path) && file.Place != null && file.RefusalCode == null).ToListAsync(cancellationToken);
    }

    private static IQueryable<DatasetFile> Filtered(MedAggContext context, long versionId, FileRole? role, string text)
    {
        IQueryable<DatasetFile> files = context.Files.AsNoTracking().Where(file => file.VersionId == versionId);
        if (role is { } only)
            files = files.Where(file => file.Role == only);
        if (text.Length > 0)
        {
            string pattern = "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
            files = files.Where(file => EF.Functions.ILike(file.Path, pattern, "\\"));
        }

        return files;
    }

    private static IQueryable<FileRow> Rows(MedAggContext context, IQueryable<DatasetFile> files) =>
        from file in files
        join fact in context.Images on file.Id equals fact.FileId into facts
        from image in facts.DefaultIfEmpty()
        select new FileRow
        {
            Id = file.Id,
            Path = file.Path,
            Role = file.Role,
            Kind = file.Kind,
            Subkind = file.Subkind,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Sha256,
            RefusalCode = file.RefusalCode,
            RefusalMessage = file.RefusalMessage,
            Columns = image == null ? null : image.Columns,
            Rows = image == null ? null : image.Rows,
            Planes = image == null ? null : image.Slices ?? image.Frames,
            Modality = image == null ? null : image.Modality,
        };
}
