using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Reads the facts of a version from the store. Callers have checked that the reader may see the dataset.</summary>
public sealed class FactQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>All image facts of a version, streamed into columns; beyond <paramref name="maxRows"/> every n-th file, so that the memory stays bounded.</summary>
    public async Task<FactTable> ReadAsync(long versionId, int maxRows, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<ImageFact> images = context.Images.AsNoTracking().Where(image => image.VersionId == versionId);
        long count = await images.LongCountAsync(cancellationToken);
        long step = (count + maxRows - 1) / maxRows;
        if (step > 1)
            images = images.Where(image => image.FileId % step == 0);

        var builder = new FactTableBuilder(versionId);
        int rows = 0;
        await foreach (FactRow row in Rows(context, images).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            builder.Add(row);
            rows++;
        }

        return builder.Build(step > 1 ? count : rows);
    }

    /// <summary>Counts of files that are no images, too: roles, kinds, refusals, duplicates.</summary>
    public async Task<FileFigures> FilesAsync(long versionId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<DatasetFile> files = context.Files.AsNoTracking().Where(file => file.VersionId == versionId);
        List<FileGroup> groups = await files
            .GroupBy(file => new { file.Role, file.Kind, file.RefusalCode })
            .Select(g => new FileGroup(g.Key.Role, g.Key.Kind, g.Key.RefusalCode, g.LongCount(), g.Sum(file => file.SizeBytes)))
            .ToListAsync(cancellationToken);
        var doubles = await files.Where(file => file.Sha256 != null && file.SizeBytes > 0)
            .GroupBy(file => file.Sha256)
            .Where(g => g.Count() > 1)
            .Select(g => new { Files = g.LongCount(), Size = g.Max(file => file.SizeBytes) })
            .ToListAsync(cancellationToken);
        return new(groups, doubles.Count, doubles.Sum(d => d.Files), doubles.Sum(d => (d.Files - 1) * d.Size));
    }

    /// <summary>Whether the version still grows.</summary>
    public async Task<bool> IsFillingAsync(long versionId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Versions.AnyAsync(version => version.Id == versionId && version.State == VersionState.Filling, cancellationToken);
    }

    private static IQueryable<FactRow> Rows(MedAggContext context, IQueryable<ImageFact> images) =>
        from image in images
        join file in context.Files.AsNoTracking() on image.FileId equals file.Id
        orderby image.FileId
        select new FactRow
        {
            FileId = image.FileId,
            Kind = file.Kind,
            SizeBytes = file.SizeBytes,
            PatientKey = image.PatientKey,
            StudyKey = image.StudyKey,
            SeriesKey = image.SeriesKey,
            Modality = image.Modality,
            Area = image.Area,
            Laterality = image.Laterality,
            View = image.View,
            Dimensionality = image.Dimensionality,
            Columns = image.Columns,
            Rows = image.Rows,
            BitsStored = image.BitsStored,
            Photometric = image.Photometric,
            SpacingSliceMm = image.SpacingSliceMm,
            SliceThicknessMm = image.SliceThicknessMm,
            Sex = image.Sex,
            AgeYears = image.AgeYears,
            Manufacturer = image.Manufacturer,
            Model = image.Model,
            TransferSyntax = image.TransferSyntax,
            IsLossy = image.IsLossy,
            Split = image.Split,
            Labels = image.Labels,
        };
}
