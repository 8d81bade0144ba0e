using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Holds the ZIP of a series against what its archive states. NBIA answers 200 with a whole but shorter ZIP when it fails in the middle, so that
/// only the number of instances and their MD5 sums tell a complete series.
/// </summary>
internal static class SeriesZipCheck
{
    private const int BufferBytes = 128 * 1024;
    private const int MaxEntries = 200_000;

    /// <param name="zip">The file; read by random access.</param>
    /// <param name="seriesUid">For the sentence.</param>
    /// <param name="images">Instances that the archive states; null when it does not.</param>
    /// <param name="maxBytes">Most unpacked bytes in all.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>Why the ZIP is not the whole series; null when it is.</returns>
    public static async Task<Refusal?> CheckAsync(Stream zip, string seriesUid, int? images, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            using ZipArchive archive = new(zip, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MaxEntries)
                return new(SourceCodes.Mismatch, $"The ZIP of series {seriesUid} lists {archive.Entries.Count} entries; at most {MaxEntries} are read.");
            List<ZipArchiveEntry> instances = [.. archive.Entries.Where(IsInstance)];
            if (instances.Count == 0)
                return new(SourceCodes.Empty, $"The ZIP of series {seriesUid} holds no DICOM file.");
            if (images is { } stated && stated != instances.Count)
                return new(SourceCodes.Truncated, $"The ZIP of series {seriesUid} holds {instances.Count} of {stated} instances.");
            IReadOnlyDictionary<string, string> sums = await SumsAsync(archive, cancellationToken);
            Budget budget = new(maxBytes);
            foreach (ZipArchiveEntry instance in instances)
            {
                string sum = await HashAsync(instance, budget, cancellationToken);
                if (sums.Count > 0 && !sums.TryGetValue(instance.FullName, out string? expected))
                    return new(SourceCodes.Mismatch, $"'{instance.Name}' of series {seriesUid} is not in the list of checksums that came with it.");
                else if (sums.Count > 0 && sums[instance.FullName] != sum)
                    return new(SourceCodes.Mismatch, $"'{instance.Name}' of series {seriesUid} does not have the checksum that came with it.");
            }

            string? absent = sums.Keys.FirstOrDefault(name => archive.GetEntry(name) is null);
            return absent is null ? null : new(SourceCodes.Truncated, $"The ZIP of series {seriesUid} lacks '{absent}', which its list of checksums names.");
        }
        catch (InvalidDataException exception)
        {
            return new(SourceCodes.Truncated, $"The ZIP of series {seriesUid} is damaged: {exception.Message}");
        }
    }

    // Names changed over the years (00000001.dcm, 1-1.dcm, 1-<md5>.dcm): only the ending is sure.
    private static bool IsInstance(ZipArchiveEntry entry) => entry.Name.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase);

    private static async Task<IReadOnlyDictionary<string, string>> SumsAsync(ZipArchive archive, CancellationToken cancellationToken)
    {
        ZipArchiveEntry? table = archive.Entries.FirstOrDefault(entry => entry.Name.Equals(Md5Table.FileName, StringComparison.OrdinalIgnoreCase));
        if (table is null)
            return new Dictionary<string, string>();
        await using Stream content = await table.OpenAsync(cancellationToken);
        using StreamReader text = new(content, Encoding.UTF8);
        return await Md5Table.ReadAsync(text, MaxEntries, cancellationToken);
    }

    private static async Task<string> HashAsync(ZipArchiveEntry entry, Budget budget, CancellationToken cancellationToken)
    {
#pragma warning disable CA5351 // the archive's own checksum; what is stored is named by SHA-256
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using Stream content = await entry.OpenAsync(cancellationToken);
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                budget.Take(read);
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed class Budget(long most)
    {
        private long _left = most;

        public void Take(int read)
        {
            _left -= read;
            if (_left < 0)
                throw new InvalidDataException($"it unpacks to more bytes than a series may have.");
        }
    }
}
