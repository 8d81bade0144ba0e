using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Scheduling;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Collections;

/// <summary>
/// Builds the archive of a collection: into a file of the work area, then into the blob store, then into the row. Whatever kills it in between
/// leaves no archive that is offered.
/// </summary>
public sealed class CollectionBuilder
{
    private readonly BuildParts _parts;
    private readonly CollectionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<CollectionBuilder> _logger;

    internal CollectionBuilder(BuildParts parts, IOptions<CollectionOptions> options, TimeProvider clock, ILogger<CollectionBuilder> logger)
    {
        _parts = parts;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Name of the work area of a collection.</summary>
    public static string WorkName(long collectionId) => string.Create(CultureInfo.InvariantCulture, $"collection-{collectionId}");

    /// <summary>Builds a collection that waits, or that a dead worker has left. What stands in the way is written into the row.</summary>
    public async Task BuildAsync(long collectionId, CancellationToken cancellationToken)
    {
        if (await _parts.Writer.BeginAsync(collectionId, cancellationToken) is not { } collection)
            return;
        CollectionRun run = new(collectionId, collection.Attempts);
        _parts.Works.Open(WorkName(collectionId)).Delete(); // what a killed build left is of no use
        WorkArea work = _parts.Works.Open(WorkName(collectionId));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource done = new();
        Beat beat = new(_parts.Writer, run, stop);
        Task beating = beat.RunAsync(_options.ProgressInterval, _clock, done.Token);
        try
        {
            await GoAsync(run, collection, work, stop.Token);
        }
        catch (Exception exception) when (JobRefusal.Of(exception) is { } refusal)
        {
            await FailAsync(run, refusal);
        }
        catch (OperationCanceledException) when (beat.IsCancelled)
        {
            await _parts.Writer.UpdateAsync(run, (_, row) => { row.Cancel(_clock.GetUtcNow()); return Task.CompletedTask; }, CancellationToken.None);
            Log.Cancelled(_logger, run.Id);
        }
        catch (OperationCanceledException) when (beat.IsLost || cancellationToken.IsCancellationRequested)
        {
            Log.Interrupted(_logger, run.Id, run.Attempt);
        }
        finally
        {
            await done.CancelAsync();
            await beating;
            if (!beat.IsLost)
                work.Delete();
        }
    }

    private async Task GoAsync(CollectionRun run, Collection collection, WorkArea work, CancellationToken cancellationToken)
    {
        if (collection.CancelRequested)
        {
            await _parts.Writer.UpdateAsync(run, (_, row) => { row.Cancel(_clock.GetUtcNow()); return Task.CompletedTask; }, cancellationToken);
            return;
        }

        if (collection.Setbacks > _options.MaxSetbacks)
            throw new RefusedException("COLLECTION_KEEPS_FAILING", $"{collection.Setbacks - 1} attempts in a row ended with a dead worker; the build is left alone.");

        (Recipe? recipe, Refusal? refusal) = RecipeReader.Parse(collection.RecipeJson);
        if (recipe is null)
            throw new RefusedException(refusal!);
        RecipeViewer viewer = new(collection.OwnerId);
        (Recipe pinned, IReadOnlyList<ResolvedSource> sources) = await _parts.Resolver.ResolveAsync(recipe, viewer, cancellationToken);
        ArchiveDraft draft = await _parts.Drafter.DraftAsync(sources, cancellationToken);
        if (draft.Images.Count == 0)
            throw new RefusedException("RECIPE_CHOOSES_NOTHING", $"Recipe \"{recipe.Name}\" chooses no image.");
        if (!await _parts.Writer.UpdateAsync(run, (_, row) => { row.Count(draft.Images.Count, draft.Patients); return Task.CompletedTask; }, cancellationToken))
            return;

        string path = work.NewFile();
        IReadOnlyList<string> warnings = LicenceJudge.Judge([.. draft.Sources.Select(Planned)]).Warnings;
        await _parts.Archive.WriteAsync(path, pinned, RecipeJson.Write(pinned), draft, sources, warnings, work, run.Advance, cancellationToken);
        BlobRef blob = await _parts.Blobs.AdoptAsync(path, null, cancellationToken);
        await FinishAsync(run, blob, draft, cancellationToken);
    }

    private async Task FinishAsync(CollectionRun run, BlobRef blob, ArchiveDraft draft, CancellationToken cancellationToken)
    {
        bool isOurs = await _parts.Writer.UpdateAsync(
            run,
            async (context, row) =>
            {
                if (await _parts.References.ClaimAsync(context, [blob.Sha256], cancellationToken) is not null)
                    throw new RefusedException("BLOB_MISSING", "The archive left the store while it was taken in; build again.");
                row.Advance(draft.Images.Count);
                row.Finish(blob.Sha256, blob.SizeBytes, _clock.GetUtcNow(), _options.Kept);
                context.AuditEvents.Add(new()
                {
                    At = _clock.GetUtcNow(),
                    ActorId = row.OwnerId,
                    Action = "collection.built",
                    SubjectKind = ChangeKind.Collection,
                    SubjectId = run.Id.ToString(CultureInfo.InvariantCulture),
                    DetailJson = JsonSerializer.Serialize(new { sha256 = blob.Sha256, bytes = blob.SizeBytes, images = draft.Images.Count }),
                });
            },
            cancellationToken);
        if (isOurs)
            Log.Built(_logger, run.Id, blob.Sha256);
        else
            await _parts.References.ReleaseAsync([blob.Sha256], CancellationToken.None);
    }

    private async Task FailAsync(CollectionRun run, Refusal refusal)
    {
        await _parts.Writer.UpdateAsync(run, (_, row) => { row.Fail(refusal, _clock.GetUtcNow()); return Task.CompletedTask; }, CancellationToken.None);
        Log.Failed(_logger, run.Id, refusal.Code);
    }

    private static PlannedSource Planned(SourceLine source) => new()
    {
        Dataset = source.Folder,
        Version = source.Version,
        Title = source.Pinned.Title,
        LicenceName = source.Pinned.Licence,
        LicenceClass = Domain.Catalog.Licence.ClassOf(source.Pinned.Licence),
    };
}

/// <summary>What a build is made with.</summary>
internal sealed record BuildParts(
    CollectionWriter Writer, RecipeResolver Resolver, ArchiveDrafter Drafter, ArchiveWriter Archive, BlobReferences References, IBlobStore Blobs, WorkAreas Works);
