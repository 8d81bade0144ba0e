using System.Security.Cryptography;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Collections;

/// <summary>
/// Images on their way into an archive, in its order: as many as there are processors are read and proved at once, while the archive takes those before them.
/// A damaged image ends in the <see cref="Domain.Refusals.RefusedException"/> of the writer, a missing blob in a <see cref="FileNotFoundException"/>.
/// </summary>
/// <param name="blobs">Where they are.</param>
/// <param name="images">Those that <see cref="Fits"/>, in the order in which they will be asked for.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class ProvedImages(IBlobStore blobs, IEnumerable<DraftImage> images, CancellationToken cancellationToken) : IAsyncDisposable
{
    // Packed and unpacked together, for each of a few images: a larger one is proved while it is copied.
    private const long MostBytes = 32 << 20;

    private readonly int _ahead = 2 * Environment.ProcessorCount;
    private readonly IEnumerator<DraftImage> _images = images.GetEnumerator();
    private readonly Queue<Task<ProvedImage>> _proofs = [];
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    public static bool Fits(DraftImage image) => image.SizeBytes + image.Place.Length <= MostBytes;

    /// <summary>The next image; the caller gives its memory back.</summary>
    public Task<ProvedImage> NextAsync()
    {
        while (_proofs.Count < _ahead && _images.MoveNext())
        {
            DraftImage image = _images.Current;
            _proofs.Enqueue(Task.Run(() => ProveAsync(image), _stop.Token));
        }

        return _proofs.Dequeue();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Task<ProvedImage> proof in _proofs)
        {
            await ((Task)proof).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (proof.IsCompletedSuccessfully)
                (await proof).Dispose();
        }

        _images.Dispose();
        _stop.Dispose();
    }

    private async Task<ProvedImage> ProveAsync(DraftImage image)
    {
        FilePlace place = image.Place;
        BorrowedBytes packed = new((int)place.Length);
        try
        {
            await using (Stream blob = await blobs.OpenAsync(place.Blob, _stop.Token))
            {
                blob.Position = place.Offset;
                await blob.ReadExactlyAsync(packed.Memory, _stop.Token);
            }

            if (place.Packing is not Packing.Deflate)
                return new(packed, Check(image, packed.Memory.Span));
            using BorrowedBytes inflated = new((int)image.SizeBytes);
            InflateEnd end = Inflater.OfThread.Inflate(packed.Memory.Span, inflated.Memory.Span, out int size);
            return new(packed, end == InflateEnd.Whole && size == image.SizeBytes ? Check(image, inflated.Memory.Span) : throw ZipWriter.Damaged(image.Name));
        }
        catch (EndOfStreamException)
        {
            packed.Dispose();
            throw ZipWriter.Damaged(image.Name);
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }

    /// <returns>Its CRC.</returns>
    private static uint Check(DraftImage image, ReadOnlySpan<byte> bytes) =>
        bytes.Length == image.SizeBytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == image.Sha256 ? Crc32.Of(bytes) : throw ZipWriter.Damaged(image.Name);
}

/// <summary>Bytes as they are to stand in an archive, known to be right.</summary>
/// <param name="Packed">The bytes, as they were packed at the source.</param>
/// <param name="Crc32">CRC of what they unpack to.</param>
internal sealed record ProvedImage(BorrowedBytes Packed, uint Crc32) : IDisposable
{
    public void Dispose() => Packed.Dispose();
}
