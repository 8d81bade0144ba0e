using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Inspection;

/// <summary>
/// Makes the bytes of a file random to read: small ones in memory, packed large ones in a file of the work area, stored large ones where they lie.
/// What the archive states (size, CRC) is checked while the bytes pass.
/// </summary>
public sealed class FileOpener(ArchiveEntryReader entries, IOptions<InspectionOptions> options)
{
    /// <param name="place">Where the bytes are.</param>
    /// <param name="sizeBytes">Unpacked size.</param>
    /// <param name="name">Path of the file, for the sentence of a refusal.</param>
    /// <param name="work">Where a large packed file is laid out while it is open.</param>
    /// <exception cref="RefusedException">The bytes are not what their archive states.</exception>
    /// <exception cref="IOException">The storage below failed.</exception>
    public async Task<ByteSource> OpenAsync(FilePlace place, long sizeBytes, string name, WorkArea work, CancellationToken cancellationToken)
    {
        int most = options.Value.InMemoryBytes;
        if (sizeBytes <= most && place.Length <= most)
            return new BorrowedByteSource(await entries.ReadAsync(place, (int)sizeBytes, name, cancellationToken));
        Stream stream = await entries.OpenAsync(place, sizeBytes, name, cancellationToken);
        if (stream.CanSeek)
            return new StreamByteSource(stream);
        await using (stream)
            return await SpoolAsync(stream, work.NewFile(), cancellationToken);
    }

    private static async Task<ByteSource> SpoolAsync(Stream stream, string path, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        try
        {
            await DiskSpace.CopyAsync(stream, file, cancellationToken);
            return new StreamByteSource(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
