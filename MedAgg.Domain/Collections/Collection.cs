using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Collections;

/// <summary>A frozen recipe, its archive while there is one, and how its building goes.</summary>
public sealed class Collection
{
    private Collection()
    {
    }

    public Collection(string name, string recipeJson, string recipeSha256, Guid? ownerId, long? teamId, DateTimeOffset now)
    {
        Name = name;
        RecipeJson = recipeJson;
        RecipeSha256 = recipeSha256;
        OwnerId = ownerId;
        TeamId = teamId;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public Guid? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    /// <summary>The <see cref="Recipe"/> in canonical JSON: what is hashed is what is stored.</summary>
    public string RecipeJson { get; private set; } = "";

    public string RecipeSha256 { get; private set; } = "";

    public CollectionStatus Status { get; private set; }

    /// <summary>Images written so far in the running build.</summary>
    public long Done { get; private set; }

    /// <summary>Images that the recipe chooses; null before the first build has counted them.</summary>
    public long? Images { get; private set; }

    public long? Patients { get; private set; }

    /// <summary>Bytes of the archive; null while there is none.</summary>
    public long? ArchiveBytes { get; private set; }

    /// <summary>SHA-256 of the archive, kept when it expires: a new build must give the same.</summary>
    public string? ArchiveSha256 { get; private set; }

    /// <summary>Whether the newest build gave the same bytes as the one before; null after the first.</summary>
    public bool? RebuiltIdentical { get; private set; }

    public int Builds { get; private set; }

    /// <summary>How often a worker has begun, over all builds: the lease of the running one.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts begun since the collection was queued; too many mean that the build itself kills its worker.</summary>
    public int Setbacks { get; private set; }

    public bool CancelRequested { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public uint RowVersion { get; private set; }

    public bool IsWaitingOrBuilding => Status is CollectionStatus.Queued or CollectionStatus.Building;

    public void Begin(DateTimeOffset now)
    {
        Status = CollectionStatus.Building;
        Attempts++;
        Setbacks++;
        StartedAt = now;
        FinishedAt = null;
        Done = 0;
        ErrorCode = null;
        ErrorMessage = null;
    }

    public void Count(long images, long patients)
    {
        Images = images;
        Patients = patients;
    }

    public void Advance(long done) => Done = done;

    public void Finish(string archiveSha256, long archiveBytes, DateTimeOffset now, TimeSpan kept)
    {
        RebuiltIdentical = ArchiveSha256 is null ? null : ArchiveSha256 == archiveSha256;
        ArchiveSha256 = archiveSha256;
        ArchiveBytes = archiveBytes;
        Builds++;
        Status = CollectionStatus.Ready;
        FinishedAt = now;
        ExpiresAt = now + kept;
    }

    public void Fail(Refusal refusal, DateTimeOffset now)
    {
        Status = CollectionStatus.Failed;
        ErrorCode = refusal.Code;
        ErrorMessage = refusal.Message;
        FinishedAt = now;
    }

    public void RequestCancel() => CancelRequested = true;

    public void Cancel(DateTimeOffset now)
    {
        Status = CollectionStatus.Cancelled;
        FinishedAt = now;
    }

    public void Expire()
    {
        Status = CollectionStatus.Expired;
        ArchiveBytes = null;
    }

    /// <summary>Puts the collection into the queue again.</summary>
    /// <exception cref="InvalidOperationException">It is in the queue or being built.</exception>
    public void BuildAgain()
    {
        if (IsWaitingOrBuilding)
            throw new InvalidOperationException($"Collection {Id} is being built already.");

        Status = CollectionStatus.Queued;
        CancelRequested = false;
        Setbacks = 0;
        Done = 0;
        ExpiresAt = null;
    }
}
