using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Jobs.Catalog;

/// <summary>Makes a filled version immutable and the current one of its dataset, inside the transaction of the caller.</summary>
internal sealed class VersionPublisher(VersionProfiler profiler, CurrentTaxonomy taxonomy, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The dataset; null when the current version has the very same files, so that there is nothing to publish.</returns>
    public async Task<Dataset?> PublishAsync(MedAggContext context, long versionId, Guid? actor, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = (NpgsqlConnection)context.Database.GetDbConnection();
        DatasetVersion version = await context.Versions.SingleAsync(v => v.Id == versionId, cancellationToken);
        Dataset dataset = await context.Datasets.SingleAsync(d => d.Id == version.DatasetId, cancellationToken);
        VersionCounts counts = await VersionFigures.CountAsync(connection, versionId, cancellationToken);
        string manifest = await VersionFigures.ManifestSha256Async(connection, versionId, cancellationToken);
        if (dataset.CurrentVersionId is { } current && await context.Versions.AnyAsync(v => v.Id == current && v.ManifestSha256 == manifest, cancellationToken))
            return null;
        VersionProfile profile = await profiler.MeasureAsync(connection, versionId, cancellationToken);
        List<string> imageKinds = await context.Files
            .Where(file => file.VersionId == versionId && file.Role == Domain.Inspection.FileRole.Image)
            .Select(file => file.Kind)
            .Distinct()
            .ToListAsync(cancellationToken);

        DateTimeOffset now = clock.GetUtcNow();
        version.Publish(counts, manifest, JsonSerializer.Serialize(profile, Json), now);
        dataset.Describe(dataset.Card, new MeasuredFacets(taxonomy.Model).Of(dataset, profile, imageKinds), now);
        dataset.Adopt(version, now);
        dataset.SetActive(true, now);
        context.AuditEvents.Add(new()
        {
            At = now,
            ActorId = actor,
            Action = "version.published",
            SubjectKind = ChangeKind.Dataset,
            SubjectId = dataset.Slug,
            DetailJson = JsonSerializer.Serialize(new { version = version.Number, files = counts.Files, images = counts.Images, refusals = counts.Refusals, manifest }, Json),
        });
        await context.SaveChangesAsync(cancellationToken);
        return dataset;
    }
}
