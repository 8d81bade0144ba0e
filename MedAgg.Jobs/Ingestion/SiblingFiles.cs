using System.Text;
using System.Text.RegularExpressions;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Inspection;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Finds the voxel file of a detached header in the same folder of the same source, and never anywhere else.</summary>
internal sealed partial class SiblingFiles(IDbContextFactory<MedAggContext> contexts, FileOpener opener)
{
    private const int HeaderBytes = 16 * 1024;

    /// <summary>Opens what the header of <paramref name="entry"/> may ask for.</summary>
    /// <returns>The opened files by name, to be closed by the caller; empty for files that are no detached header.</returns>
    public async Task<IReadOnlyDictionary<string, ByteSource>> OpenAsync(IngestionRun run, SourceEntry entry, ByteSource source, CancellationToken cancellationToken)
    {
        Dictionary<string, ByteSource> opened = new(StringComparer.OrdinalIgnoreCase);
        string folder = entry.Path[..(entry.Path.LastIndexOf('/') + 1)];
        string[] names = [.. NamesAskedFor(entry.Path[folder.Length..], source)];
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

    private static IEnumerable<string> NamesAskedFor(string name, ByteSource source)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        switch (Path.GetExtension(name).ToUpperInvariant())
        {
            case ".HDR":
                return [$"{stem}.img", $"{stem}.IMG", $"{stem}.img.gz"];
            case ".IMG":
                return [$"{stem}.hdr", $"{stem}.HDR"];
            case ".RAW" or ".ZRAW":
                return [$"{stem}.mhd", $"{stem}.MHD", $"{stem}.nhdr"];
            case ".MHD" or ".NHDR":
                return DataFile().Matches(Head(source)).Select(match => match.Groups[1].Value.Trim()).Where(IsBareName);
            default:
                return [];
        }
    }

    private static bool IsBareName(string name) => name.Length is > 0 and < 256 && name.IndexOfAny(['/', '\\', '\0']) < 0;

    private static string Head(ByteSource source)
    {
        byte[] head = new byte[(int)Math.Min(HeaderBytes, source.Length)];
        int read = source.Read(0, head);
        return Encoding.Latin1.GetString(head, 0, read);
    }

    [GeneratedRegex(@"^(?:ElementDataFile\s*=|data ?file:)[ \t]*([^\r\n]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex DataFile();
}
