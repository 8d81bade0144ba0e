using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Collections;

/// <summary>
/// Writes a ZIP whose bytes depend on nothing but its entries. What was deflated at the source is copied as it is and unpacked only to prove it;
/// everything else is stored, because two versions of a compressor would give two archives.
/// </summary>
internal sealed class ZipWriter(FileStream target)
{
    private const int BufferBytes = 256 * 1024;

    private readonly List<ZipEntry> _entries = [];
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>What to say of an entry whose bytes are not those of its hash.</summary>
    public static RefusedException Damaged(string name) =>
        new("BLOB_CORRUPT", $"The stored bytes of '{name}' are not those that were taken in; run the storage audit.");

    /// <summary>Adds an entry whose bytes are known to be right.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="packed">The bytes as they are to stand in the archive.</param>
    /// <param name="packing">Whether they are deflated.</param>
    /// <param name="sizeBytes">Unpacked size.</param>
    /// <param name="crc32">CRC of the unpacked bytes.</param>
    public async Task AddAsync(string name, ReadOnlyMemory<byte> packed, Packing packing, long sizeBytes, uint crc32, CancellationToken cancellationToken)
    {
        DiskSpace.Demand(target.Name, packed.Length);
        ZipEntry entry = new(name, MethodOf(packing), sizeBytes, packed.Length) { Offset = target.Position, Crc32 = crc32 };
        await target.WriteAsync(ZipHeads.Local(entry), cancellationToken);
        await target.WriteAsync(packed, cancellationToken);
        _entries.Add(entry);
    }

    /// <summary>Adds an entry whose bytes are proved while they pass.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="packed">The bytes as they are to stand in the archive.</param>
    /// <param name="packedBytes">How many there are.</param>
    /// <param name="packing">Whether they are deflated.</param>
    /// <param name="sizeBytes">Unpacked size.</param>
    /// <param name="sha256">Hash of the unpacked bytes.</param>
    /// <exception cref="RefusedException">The bytes are not those of the hash.</exception>
    public async Task AddAsync(string name, Stream packed, long packedBytes, Packing packing, long sizeBytes, string sha256, CancellationToken cancellationToken)
    {
        DiskSpace.Demand(target.Name, packedBytes);
        ZipEntry entry = new(name, MethodOf(packing), sizeBytes, packedBytes) { Offset = target.Position };
        await target.WriteAsync(ZipHeads.Local(entry), cancellationToken);
        long begin = target.Position;
        (uint crc, string hash, long size) = packing is Packing.Deflate
            ? await CopyDeflatedAsync(packed, cancellationToken)
            : await CopyAsync(packed, cancellationToken);
        if (hash != sha256 || size != sizeBytes || target.Position - begin != packedBytes)
            throw Damaged(name);
        entry.Crc32 = crc;
        await PatchAsync(entry, cancellationToken);
        _entries.Add(entry);
    }

    /// <summary>Writes the directory.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        long begin = target.Position;
        foreach (ZipEntry entry in _entries)
            await target.WriteAsync(ZipHeads.Central(entry), cancellationToken);
        await target.WriteAsync(ZipHeads.End(_entries.Count, begin, target.Position - begin), cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    private static ushort MethodOf(Packing packing) => packing is Packing.Deflate ? ZipEntry.Deflated : ZipEntry.Stored;

    private async Task<(uint Crc, string Sha256, long Size)> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        Proof proof = new();
        int read;
        while ((read = await content.ReadAsync(_buffer, cancellationToken)) > 0)
        {
            proof.Append(_buffer.AsSpan(0, read));
            await target.WriteAsync(_buffer.AsMemory(0, read), cancellationToken);
        }

        return proof.Result();
    }

    private async Task<(uint Crc, string Sha256, long Size)> CopyDeflatedAsync(Stream packed, CancellationToken cancellationToken)
    {
        Proof proof = new();
        await using TeeStream tee = new(packed, target);
        await using DeflateStream inflated = new(tee, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            int read;
            while ((read = await inflated.ReadAsync(_buffer, cancellationToken)) > 0)
                proof.Append(_buffer.AsSpan(0, read));
        }
        catch (InvalidDataException)
        {
            return (0, "", -1); // damaged: the caller names the file
        }

        while (await tee.ReadAsync(_buffer, cancellationToken) > 0)
            continue; // what the inflater did not need still belongs to the entry
        return proof.Result();
    }

    private async Task PatchAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        long end = target.Position;
        byte[] crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, entry.Crc32);
        target.Position = entry.Offset + ZipHeads.CrcPosition;
        await target.WriteAsync(crc, cancellationToken);
        target.Position = end;
    }

    private sealed class Proof
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private Crc32 _crc;
        private long _size;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            _hash.AppendData(bytes);
            _crc.Append(bytes);
            _size += bytes.Length;
        }

        public (uint Crc, string Sha256, long Size) Result()
        {
            using (_hash)
                return (_crc.Value, Convert.ToHexStringLower(_hash.GetHashAndReset()), _size);
        }
    }

    /// <summary>Hands on what it reads, and writes it to the archive at the same time.</summary>
    private sealed class TeeStream(Stream source, Stream copy) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await source.ReadAsync(buffer, cancellationToken);
            await copy.WriteAsync(buffer[..read], cancellationToken);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = source.Read(buffer, offset, count);
            copy.Write(buffer, offset, read);
            return read;
        }

        public override void Flush() => copy.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
