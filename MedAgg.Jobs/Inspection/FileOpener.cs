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
    private const int BufferBytes = 128 * 1024;

    /// <param name="place">Where the bytes are.</param>
    /// <param name="sizeBytes">Unpacked size.</param>
    /// <param name="name">Path of the file, for the sentence of a refusal.</param>
    /// <param name="work">Where a large packed file is laid out while it is open.</param>
    /// <exception cref="RefusedException">The bytes are not what their archive states.</exception>
    /// <exception cref="IOException">The storage below failed.</exception>
    public async Task<ByteSource> OpenAsync(FilePlace place, long sizeBytes, string name, WorkArea work, CancellationToken cancellationToken)
    {
        Stream stream = await entries.OpenAsync(place, sizeBytes, name, cancellationToken);
        if (sizeBytes > options.Value.InMemoryBytes && stream.CanSeek)
            return new StreamByteSource(stream);
        await using (stream)
        {
            if (sizeBytes <= options.Value.InMemoryBytes)
                return ByteSource.Of(await ReadAllAsync(stream, (int)sizeBytes, name, cancellationToken));
            return await SpoolAsync(stream, work.NewFile(), cancellationToken);
        }
    }

    // The stream ends by itself at the stated size, and only its end tells that the CRC was right: read until it says so.
    private static async Task<byte[]> ReadAllAsync(Stream stream, int size, string name, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[size];
        int read = await stream.ReadAtLeastAsync(bytes, size, throwOnEndOfStream: false, cancellationToken);
        if (read == size && await stream.ReadAsync(new byte[1], cancellationToken) > 0)
            throw new RefusedException("ARCHIVE_INCONSISTENT", $"'{name}' is longer than the {size} bytes that are stated.");
        return read == size ? bytes : bytes[..read];
    }

    private static async Task<ByteSource> SpoolAsync(Stream stream, string path, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        try
        {
            await stream.CopyToAsync(file, BufferBytes, cancellationToken);
            return new StreamByteSource(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
