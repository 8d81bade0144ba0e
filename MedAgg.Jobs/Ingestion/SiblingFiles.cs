using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Inspection;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Finds the voxel file of a detached header in the same folder of the same source, and never anywhere else.</summary>
internal sealed class SiblingFiles(IDbContextFactory<MedAggContext> contexts, FileOpener opener)
{
    /// <summary>Opens what the header of <paramref name="entry"/> may ask for.</summary>
    /// <returns>The opened files by name, to be closed by the caller; empty for files that are no detached header.</returns>
    public async Task<IReadOnlyDictionary<string, ByteSource>> OpenAsync(IngestionRun run, SourceEntry entry, ByteSource source, CancellationToken cancellationToken)
    {
        Dictionary<string, ByteSource> opened = new(StringComparer.OrdinalIgnoreCase);
        string folder = entry.Path[..(entry.Path.LastIndexOf('/') + 1)];
        string[] names = [.. SiblingNames.AskedFor(entry.Path[folder.Length..], source)];
        if (names.Length == 0)
            return opened;
        string[] paths = [.. names.Select(name => folder + name)];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<SourceEntry> found = await context.Entries.AsNoTracking()
            .Where(e => e.IngestionId == run.Id && paths.Contains(e.Path) && e.RefusalCode == null)
            .ToListAsync(cancellationToken);
        foreach (SourceEntry sibling in found)
        {
            try
            {
                opened[sibling.Path[folder.Length..]] = await opener.OpenAsync(sibling.Place!, sibling.SizeBytes, sibling.Path, run.Work, cancellationToken);
            }
            catch (RefusedException)
            {
                continue; // it is refused under its own name; the header is then read as one without voxels
            }
        }

        return opened;
    }

    public static OpenSibling? Door(IReadOnlyDictionary<string, ByteSource> opened) =>
        opened.Count == 0 ? null : name => opened.GetValueOrDefault(name)?.Slice(0, long.MaxValue);
}
