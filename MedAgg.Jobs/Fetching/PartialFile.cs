using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Jobs.Storage;
using Microsoft.Win32.SafeHandles;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// The unfinished bytes of a download and, beside them, what they are bytes of. The note is written after the bytes are on the disk,
/// so that a cut of power cannot leave bytes that were never received.
/// </summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private const long CheckpointBytes = 32L << 20;
    private const long MostLagBytes = 2L << 30;
    private const int BufferBytes = 64 * 1024;
    private const int DirectBytes = 128 * 1024;

    private readonly string _notePath;
    private readonly SafeFileHandle _file;
    private readonly string _urlHash;
    private long _durableBytes;
    private Task<long>? _flush;
    private SafeFileHandle? _direct;
    private bool _isDirectUnknown;

    private PartialFile(string path, string url, SafeFileHandle file)
    {
        PartPath = path;
        _notePath = path + ".json";
        _file = file;
        _urlHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));
    }

    public string PartPath { get; }

    public long Length { get; private set; }

    /// <summary>What the source said of the file; null before the first answer.</summary>
    public FileVersion? Version { get; private set; }

    /// <summary>Opens what an earlier run left for the same address, cut to the bytes that are surely there, or begins anew. Within one boot of the system those are all that were written.</summary>
    public static async Task<PartialFile> OpenAsync(string path, string url, CancellationToken cancellationToken)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        PartialFile part = new(path, url, file);
        Note? note = await part.ReadNoteAsync(cancellationToken);
        bool isUsable = note is not null && note.Url == part._urlHash && note.Version.Validator is not null && RandomAccess.GetLength(file) >= note.Bytes;
        bool isSameBoot = isUsable && note!.Boot is { } boot && boot == BootId.Current;
        part._durableBytes = isUsable ? note!.Bytes : 0;
        part.Length = isSameBoot ? RandomAccess.GetLength(file) : part._durableBytes;
        part.Version = isUsable ? note!.Version : null;
        RandomAccess.SetLength(file, part.Length);
        return part;
    }

    /// <summary>Forgets all bytes and begins to hold another version.</summary>
    public async Task BeginAsync(FileVersion version, CancellationToken cancellationToken)
    {
        await FlushedAsync();
        RandomAccess.SetLength(_file, 0);
        Length = _durableBytes = 0;
        Version = version;
        await WriteNoteAsync(cancellationToken);
    }

    /// <summary>Makes sure that the rest of a file finds room, as far as its source tells its size.</summary>
    /// <exception cref="IOException">There is not enough.</exception>
    public void DemandRoom(long? totalBytes) => DiskSpace.Demand(PartPath, Math.Max(0, (totalBytes ?? 0) - Length));

    /// <summary>Writes; the disk takes the bytes in the background, and the writer waits only when it is far ahead of the disk.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        DiskSpace.Demand(PartPath, bytes.Length);
        int direct = WriteDirect(bytes.Span);
        RandomAccess.Write(_file, bytes.Span[direct..], Length + direct);
        Length += bytes.Length;
        long lag = Length - _durableBytes;
        if (_flush is { IsCompleted: true } || (_flush is not null && lag >= MostLagBytes))
            await NoteFlushedAsync(cancellationToken);
        if (_flush is null && Length - _durableBytes >= CheckpointBytes)
            _flush = FlushAsync(Length);
    }

    /// <summary>Makes all received bytes survive a cut of power.</summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        await FlushedAsync();
        RandomAccess.FlushToDisk(_file);
        _durableBytes = Length;
        if (Version is not null)
            await WriteNoteAsync(cancellationToken);
    }

    /// <summary>Feeds the bytes that are there already into hashes.</summary>
    public async Task HashAsync(FileHashes hashes, CancellationToken cancellationToken)
    {
        if (Length == 0)
            return;
        byte[] buffer = new byte[BufferBytes];
        int read;
        for (long at = 0; (read = await RandomAccess.ReadAsync(_file, buffer, at, cancellationToken)) > 0; at += read)
            hashes.Append(buffer.AsSpan(0, read));
    }

    /// <summary>Gives the whole file its final name.</summary>
    public async Task FinishAsync(string target)
    {
        await FlushedAsync();
        RandomAccess.FlushToDisk(_file);
        Close();
        File.Move(PartPath, target, overwrite: true);
        File.Delete(_notePath);
    }

    /// <summary>Deletes bytes and note.</summary>
    public async Task DiscardAsync()
    {
        await FlushedAsync();
        Close();
        File.Delete(PartPath);
        File.Delete(_notePath);
    }

    /// <summary>Keeps what was received, for a later run.</summary>
    public async ValueTask DisposeAsync()
    {
        await FlushedAsync();
        if (!_file.IsClosed && Length > _durableBytes)
            await CheckpointAsync(CancellationToken.None);
        Close();
    }

    private void Close()
    {
        _direct?.Dispose();
        _file.Dispose();
    }

    /// <returns>Bytes that were written: whole blocks, or none.</returns>
    private int WriteDirect(ReadOnlySpan<byte> bytes)
    {
        if (_isDirectUnknown || bytes.Length < DirectBytes || !DirectIo.IsWhole(Length))
            return 0;
        int whole = bytes.Length / DirectIo.BlockBytes * DirectIo.BlockBytes;
        try
        {
            _direct ??= DirectIo.TryOpen(PartPath, FileAccess.Write);
            if (_direct is not null)
                RandomAccess.Write(_direct, bytes[..whole], Length);
        }
        catch (IOException exception) when (DirectIo.IsUnknown(exception))
        {
            _direct!.Dispose();
            _direct = null;
        }

        _isDirectUnknown = _direct is null;
        return _isDirectUnknown ? 0 : whole;
    }

    private Task<long> FlushAsync(long length) => Task.Run(() =>
    {
        RandomAccess.FlushToDisk(_file);
        return length;
    });

    private async Task NoteFlushedAsync(CancellationToken cancellationToken)
    {
        await FlushedAsync();
        await WriteNoteAsync(cancellationToken);
    }

    // Nobody but this object runs a flush, and no step that changes the file begins before it ended.
    private async Task FlushedAsync()
    {
        if (_flush is not { } flush)
            return;
        _flush = null;
        _durableBytes = await flush;
    }

    private async Task<Note?> ReadNoteAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_notePath))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Note>(await File.ReadAllTextAsync(_notePath, cancellationToken));
        }
        catch (JsonException)
        {
            return null; // killed while it was written: the bytes cannot be trusted
        }
    }

    private async Task WriteNoteAsync(CancellationToken cancellationToken)
    {
        string temporary = _notePath + ".tmp";
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(new Note(_urlHash, _durableBytes, Version!, BootId.Current)), cancellationToken);
        File.Move(temporary, _notePath, overwrite: true);
    }

    private sealed record Note(string Url, long Bytes, FileVersion Version, string? Boot);
}
