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
public sealed class UploadParts(UploadStore uploads, OrderJudge judge, IOptions<StorageOptions> storage, IOptions<IngestionDoorOptions> options, TimeProvider clock)
{
    private const int BufferBytes = 128 * 1024;

    private string Root => Path.GetFullPath(storage.Value.WorkFolder);

    /// <summary>Begins an upload, or goes on with one of the same file. All that can be said against it is said before a byte is sent.</summary>
    public async Task<(UploadProgress? Upload, Refusal? Refusal)> BeginAsync(Actor actor, UploadBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(body);
        string name = UploadStore.PlainName(body.Name);
        if (await judge.JudgeRoomAsync(actor, name, body, cancellationToken) is { } refusal)
            return (null, refusal);
        if (body.Size <= 0)
            return (null, new(DoorCodes.UploadEmpty, $"{name} has no bytes."));
        if (body.Size > uploads.LimitBytes)
            return (null, uploads.TooLarge(name));
        Sweep();
        if (body.Modified is not null && await AgainAsync(actor, name, body, cancellationToken) is { } known)
            return (known, null);
        Directory.CreateDirectory(Root);
        if (DiskSpace.RoomBytes(Root) < body.Size)
            return (null, new(SourceCodes.DiskFull, $"There is no room on this node for the {body.Size} bytes of {name}."));
        UploadNote note = new(actor.UserId, name, body.Size, body.Modified, null);
        UploadFolder upload = await UploadFolder.CreateAsync(Root, note, cancellationToken);
        return (upload.ProgressOf(note), null);
    }

    /// <summary>How far an upload of this account is; null when there is none.</summary>
    public async Task<UploadProgress?> FindAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        await OwnAsync(actor, id, cancellationToken) is var (upload, note) ? upload.ProgressOf(note) : null;

    /// <summary>The uploads of this account that no ingestion has taken yet, whole or not.</summary>
    public async Task<IReadOnlyList<UploadProgress>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        List<UploadProgress> own = [];
        foreach (UploadFolder upload in UploadFolder.All(Root))
        {
            if (await upload.ReadAsync(cancellationToken) is { } note && note.Author == actor.UserId)
                own.Add(upload.ProgressOf(note));
        }

        return [.. own.OrderBy(upload => upload.Name, StringComparer.Ordinal)];
    }

    /// <summary>Appends a piece. Whatever arrived of it is kept, and the answer says where the next one begins.</summary>
    public async Task<(UploadProgress? Upload, Refusal? Refusal)> AppendAsync(Actor actor, string id, long offset, Stream piece, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (await OwnAsync(actor, id, cancellationToken) is not var (folder, note))
            return (null, Unknown());
        UploadProgress upload = folder.ProgressOf(note);
        try
        {
            await using FileStream file = new(folder.BytesFile, FileMode.Open, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous);
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

    /// <summary>Takes the whole file into the store. Asked again, it answers the same: an answer that got lost costs nothing.</summary>
    public async Task<StoredUpload> FinishAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (await OwnAsync(actor, id, cancellationToken) is not var (folder, note))
            return new("", null, Unknown());
        await using FileStream? turn = folder.TakeTurn();
        if (turn is null)
            return new(note.Name, null, new(DoorCodes.UploadOutOfStep, $"{note.Name} is being taken into the store."));
        if (await folder.ReadAsync(cancellationToken) is not { } now)
            return new("", null, Unknown());
        if (now.Stored is { } before)
            return new(note.Name, before, null);
        UploadProgress upload = folder.ProgressOf(note);
        if (!upload.IsWhole)
            return new(note.Name, null, new(DoorCodes.UploadOutOfStep, $"{upload.Received} of {upload.Size} bytes of {upload.Name} are here."));
        StoredUpload stored = await uploads.AdoptAsync(actor, note.Name, folder.BytesFile, cancellationToken);
        await folder.WriteAsync(note with { Stored = stored.Blob }, CancellationToken.None);
        return stored;
    }

    /// <summary>Forgets an upload; what is in the store already is cleared away in time when nothing refers to it.</summary>
    public async Task CancelAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (await OwnAsync(actor, id, cancellationToken) is var (upload, _))
            upload.Delete();
    }

    /// <summary>Forgets the uploads of these bytes: an ingestion has taken them.</summary>
    public async Task ForgetAsync(Actor actor, string sha256, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        foreach (UploadFolder upload in UploadFolder.All(Root))
        {
            if (await upload.ReadAsync(cancellationToken) is { Stored: { } stored } note && stored.Sha256 == sha256 && note.Author == actor.UserId)
                upload.Delete();
        }
    }

    // The same file of the same person: what is here of it need not be sent again.
    private async Task<UploadProgress?> AgainAsync(Actor actor, string name, UploadBody body, CancellationToken cancellationToken)
    {
        foreach (UploadFolder upload in UploadFolder.All(Root))
        {
            if (await upload.ReadAsync(cancellationToken) is { } note && note.Author == actor.UserId && (note.Name, note.Size, note.Modified) == (name, body.Size, body.Modified))
                return upload.ProgressOf(note);
        }

        return null;
    }

    private async Task<(UploadFolder Upload, UploadNote Note)?> OwnAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return UploadFolder.Open(Root, id) is { } upload && await upload.ReadAsync(cancellationToken) is { } note && note.Author == actor.UserId ? (upload, note) : null;
    }

    /// <summary>Deletes what nobody went on with in time.</summary>
    private void Sweep()
    {
        foreach (UploadFolder upload in UploadFolder.All(Root).Where(upload => clock.GetUtcNow() - upload.LastChange > options.Value.UploadPatience))
            upload.Delete();
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

    private static Refusal Unknown() => new(DoorCodes.UploadUnknown, "There is no such upload of this account; it may have been cleared away.");
}
