using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;
using MedAgg.Web.Features.Accounts;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>
/// Uploads in pieces: each is appended to a file of the work folder, so that a broken connection, a reloaded page or a restarted server goes on where the
/// last byte was kept. Nothing is held in memory. The pieces of one file go to one node; what is not finished in time is cleared away.
/// </summary>
public sealed class UploadParts(UploadStore uploads, IOptions<StorageOptions> storage, IOptions<IngestionDoorOptions> options, TimeProvider clock)
{
    private const string Prefix = "upload-";
    private const string NoteName = "note.json";
    private const string BytesName = "bytes";
    private const int BufferBytes = 128 * 1024;

    private string Root => Path.GetFullPath(storage.Value.WorkFolder);

    /// <summary>Begins an upload.</summary>
    public async Task<(UploadProgress? Upload, Refusal? Refusal)> BeginAsync(Actor actor, UploadBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(body);
        string name = UploadStore.PlainName(body.Name);
        if (!actor.MayWork)
            return (null, new(DoorCodes.SignInRequired, "Sign in to add data."));
        if (body.Size <= 0)
            return (null, new(DoorCodes.UploadEmpty, $"{name} has no bytes."));
        if (body.Size > uploads.LimitBytes)
            return (null, uploads.TooLarge(name));
        Sweep();
        string id = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(FolderOf(id));
        await File.WriteAllTextAsync(Path.Combine(FolderOf(id), NoteName), JsonSerializer.Serialize(new Note(actor.UserId, name, body.Size)), cancellationToken);
        await File.WriteAllBytesAsync(BytesOf(id), [], cancellationToken);
        return (new(id, name, body.Size, 0), null);
    }

    /// <summary>How far an upload of this account is; null when there is none.</summary>
    public async Task<UploadProgress?> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!Guid.TryParseExact(id, "N", out _) || !File.Exists(BytesOf(id)))
            return null;
        Note? note = JsonSerializer.Deserialize<Note>(await File.ReadAllTextAsync(Path.Combine(FolderOf(id), NoteName), cancellationToken));
        return note is not null && note.Author == actor.UserId ? new(id, note.Name, note.Size, new FileInfo(BytesOf(id)).Length) : null;
    }

    /// <summary>Appends a piece. Whatever arrived of it is kept, and the answer says where the next one begins.</summary>
    public async Task<(UploadProgress? Upload, Refusal? Refusal)> AppendAsync(Actor actor, string id, long offset, Stream piece, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (await FindAsync(actor, id, cancellationToken) is not { } upload)
            return (null, Unknown());
        try
        {
            await using FileStream file = new(BytesOf(id), FileMode.Open, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous);
            if (offset != file.Length)
                return (upload with { Received = file.Length }, new(DoorCodes.UploadOutOfStep, $"The next piece of {upload.Name} begins at byte {file.Length}."));
            file.Position = offset;
            await CopyAsync(piece, file, upload, cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            return (upload with { Received = file.Length }, null);
        }
        catch (RefusedException exception)
        {
            return (upload, exception.Refusal);
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return (upload, new(SourceCodes.DiskFull, $"There is no room on this node for {upload.Name}; free some and go on."));
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return (upload, new(DoorCodes.UploadOutOfStep, $"Another piece of {upload.Name} is being written, or the connection broke."));
        }
    }

    /// <summary>Takes the whole file into the store.</summary>
    public async Task<StoredUpload> FinishAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, id, cancellationToken) is not { } upload)
            return new("", null, Unknown());
        if (upload.Received != upload.Size)
            return new(upload.Name, null, new(DoorCodes.UploadOutOfStep, $"{upload.Received} of {upload.Size} bytes of {upload.Name} are here."));
        StoredUpload stored = await uploads.AdoptAsync(actor, upload.Name, BytesOf(id), cancellationToken);
        Directory.Delete(FolderOf(id), recursive: true);
        return stored;
    }

    /// <summary>Forgets an upload.</summary>
    public async Task CancelAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, id, cancellationToken) is not null)
            Directory.Delete(FolderOf(id), recursive: true);
    }

    /// <summary>Deletes what nobody went on with in time.</summary>
    private void Sweep()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (DirectoryInfo folder in new DirectoryInfo(Root).EnumerateDirectories(Prefix + "*"))
        {
            FileInfo bytes = new(Path.Combine(folder.FullName, BytesName));
            DateTimeOffset last = bytes.Exists ? bytes.LastWriteTimeUtc : folder.LastWriteTimeUtc;
            if (clock.GetUtcNow() - last > options.Value.UploadPatience)
                folder.Delete(recursive: true);
        }
    }

    private static async Task CopyAsync(Stream piece, FileStream file, UploadProgress upload, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await piece.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read > upload.Size - file.Position)
                throw new RefusedException(DoorCodes.UploadOutOfStep, $"{upload.Name} has more bytes than the {upload.Size} that were announced.");
            DiskSpace.Demand(file.Name, read);
            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
        }
    }

    private string FolderOf(string id) => Path.Combine(Root, Prefix + id);

    private string BytesOf(string id) => Path.Combine(FolderOf(id), BytesName);

    private static Refusal Unknown() => new(DoorCodes.UploadUnknown, "There is no such upload of this account; it may have been cleared away.");

    private sealed record Note(Guid? Author, string Name, long Size);
}
