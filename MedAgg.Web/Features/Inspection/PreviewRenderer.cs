using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Rendering;
using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Draws small pictures of stored files, a few at a time, and keeps them for a while. The managed readers only; bad files are refusals.</summary>
public sealed class PreviewRenderer(FileOpener opener, FileQueries files, WorkAreas areas, IOptions<PreviewLimits> limits, TimeProvider clock) : IDisposable
{
    public const string TooLarge = "PREVIEW_TOO_LARGE";
    public const string TooSlow = "PREVIEW_TOO_SLOW";
    public const string Lost = "BLOB_MISSING";

    private const string WorkAreaName = "previews";

    private readonly ImagingLimits _imaging = ImagingLimits.Default with { MaxPixelBytes = limits.Value.MaxPixelBytes };
    private readonly SemaphoreSlim _seats = new(limits.Value.Parallel);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = limits.Value.CacheBytes });

    /// <summary>The picture of a file. The same bytes give the same picture, whatever dataset they are in.</summary>
    /// <param name="side">Longest side in pixels.</param>
    /// <exception cref="IOException">The storage below failed.</exception>
    public async Task<PreviewPicture> DrawAsync(DatasetFile file, int side, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.RefusalCode is { } code)
            return new(null, code);
        if (file.Place is null || file.Sha256 is null || file.Role != FileRole.Image)
            return new(null, Codes.PixelsAbsent);
        if (file.SizeBytes > limits.Value.MaxFileBytes)
            return new(null, TooLarge);

        // A detached header shows the voxels beside it: the same bytes may lie beside others elsewhere.
        string key = IsDetached(file) ? $"{file.Sha256}/{side}/{file.Id}" : $"{file.Sha256}/{side}";
        if (_cache.TryGetValue(key, out PreviewPicture? kept))
            return kept!;
        PreviewPicture picture = await DrawInTurnAsync(file, side, cancellationToken);
        if (picture.RefusalCode is not (TooSlow or Lost)) // these may go better next time
            _cache.Set(key, picture, new MemoryCacheEntryOptions { Size = picture.Png?.Length ?? 64 });
        return picture;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _seats.Dispose();
        _cache.Dispose();
    }

    private async Task<PreviewPicture> DrawInTurnAsync(DatasetFile file, int side, CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        using var late = new CancellationTokenSource(limits.Value.MaxTime, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await Task.Run(() => DrawNowAsync(file, side, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(null, TooSlow);
        }
        catch (RefusedException exception)
        {
            return new(null, exception.Refusal.Code);
        }
        catch (FileNotFoundException)
        {
            return new(null, Lost);
        }
        finally
        {
            _seats.Release();
        }
    }

    private async Task<PreviewPicture> DrawNowAsync(DatasetFile file, int side, CancellationToken cancellationToken)
    {
        using ByteSource source = await opener.OpenAsync(file.Place!, file.SizeBytes, file.Path, areas.Open(WorkAreaName), cancellationToken);
        Dictionary<string, ByteSource> beside = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            if (IsDetached(file))
                await OpenBesideAsync(file, source, beside, cancellationToken);
            OpenSibling? siblings = beside.Count == 0 ? null : name => beside.GetValueOrDefault(name)?.Slice(0, long.MaxValue);
            return Draw(source, file.Path, side, siblings, cancellationToken);
        }
        finally
        {
            foreach (ByteSource other in beside.Values)
                other.Dispose();
        }
    }

    private static bool IsDetached(DatasetFile file) => Path.GetExtension(file.Path).ToUpperInvariant() is ".HDR" or ".MHD" or ".NHDR";

    private async Task OpenBesideAsync(DatasetFile file, ByteSource source, Dictionary<string, ByteSource> beside, CancellationToken cancellationToken)
    {
        string folder = file.Path[..(file.Path.LastIndexOf('/') + 1)];
        string[] paths = [.. SiblingNames.AskedFor(file.Path[folder.Length..], source).Select(name => folder + name)];
        foreach (DatasetFile other in await files.FindPathsAsync(file.VersionId, paths, cancellationToken))
        {
            if (other.SizeBytes <= limits.Value.MaxFileBytes)
                beside[other.Path[folder.Length..]] = await opener.OpenAsync(other.Place!, other.SizeBytes, other.Path, areas.Open(WorkAreaName), cancellationToken);
        }
    }

    private PreviewPicture Draw(ByteSource source, string path, int side, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        FileReading reading = ImageReaders.Inspect(source, path, _imaging, siblings, cancellationToken);
        Reading<DisplayImage> image = Preview.Render(source, reading, PreviewOptions.Default with { MaxSide = side }, _imaging, siblings, cancellationToken);
        if (!image.IsRead)
            return new(null, image.Refusal.Code);
        using MemoryStream png = new();
        PngWriter.Write(png, image.Value);
        return new(png.ToArray(), null);
    }
}
