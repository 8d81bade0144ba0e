using System.Text.Json;
using MedAgg.Domain.Audit;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Takes an upload straight into the blob store, never into memory, and remembers whose it is.</summary>
public sealed class UploadStore(
    IBlobStore blobs, IDbContextFactory<MedAggContext> contexts, IOptions<IngestionDoorOptions> options, TimeProvider clock)
{
    private const int MaxName = 200;

    /// <summary>Largest upload in bytes.</summary>
    public long LimitBytes => options.Value.MaxUploadBytes;

    /// <param name="actor">Who uploads.</param>
    /// <param name="name">Name of the file as the browser tells it.</param>
    /// <param name="content">Read to its end, unless it is too large.</param>
    /// <param name="cancellationToken">Stops, and leaves nothing behind.</param>
    public async Task<StoredUpload> TakeAsync(Actor actor, string name, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(content);
        string plain = PlainName(name);
        BlobRef blob;
        try
        {
            await using BoundedStream bounded = new(content, LimitBytes, TooLarge(plain));
            blob = await blobs.PutAsync(bounded, cancellationToken);
        }
        catch (RefusedException exception)
        {
            return new(plain, null, exception.Refusal);
        }

        if (blob.SizeBytes == 0)
            return new(plain, null, new(DoorCodes.UploadEmpty, $"{plain} has no bytes."));

        return await NoteAsync(actor, plain, blob, cancellationToken);
    }

    /// <summary>Takes over a file that is here already and that nobody else uses.</summary>
    internal async Task<StoredUpload> AdoptAsync(Actor actor, string plain, string path, CancellationToken cancellationToken)
    {
        BlobRef blob = await blobs.AdoptAsync(path, null, cancellationToken);
        return await NoteAsync(actor, plain, blob, cancellationToken);
    }

    private async Task<StoredUpload> NoteAsync(Actor actor, string plain, BlobRef blob, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.AuditEvents.Add(Event(blob.Sha256, actor.UserId, plain, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return new(plain, blob, null);
    }

    internal Refusal TooLarge(string name) => new(DoorCodes.UploadTooLarge, $"{name} has more than {ByteSize.Say(LimitBytes)}, the limit of one upload.");

    internal static AuditEvent Event(string sha256, Guid? actorId, string name, DateTimeOffset now) => new()
    {
        At = now,
        ActorId = actorId,
        Action = IngestionAudit.Uploaded,
        SubjectKind = IngestionAudit.UploadKind,
        SubjectId = sha256,
        DetailJson = JsonSerializer.Serialize(new { name }),
    };

    /// <summary>The last part of a path without control characters; <c>upload</c> when nothing is left.</summary>
    internal static string PlainName(string name)
    {
        string last = name.Split('/', '\\')[^1];
        string plain = new([.. last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        plain = plain.Trim().Trim('.').Trim();
        return plain.Length == 0 ? "upload" : plain.Length > MaxName ? plain[^MaxName..] : plain;
    }
}
