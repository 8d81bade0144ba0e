using System.Globalization;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>From series to files: every instance in the bucket, or the ZIP that NBIA packs.</summary>
internal sealed class SeriesFiles(BucketClient buckets, IOptions<TciaOptions> options)
{
    private const string FromNbia = "SERIES_FROM_NBIA";
    private const int ShownCauses = 3;

    /// <summary>Files in the order of the series; a series that the bucket does not have whole is taken from NBIA, and the plan says so.</summary>
    public async Task<(IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Warnings)> ListAsync(IReadOnlyList<SeriesRow> series, CancellationToken cancellationToken)
    {
        PlannedFile[][] files = new PlannedFile[series.Count][];
        string?[] causes = new string?[series.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Value.ParallelListings, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, series.Count), parallel, async (index, token) => (files[index], causes[index]) = await OfAsync(series[index], token));
        List<string> told = [.. causes.OfType<string>()];
        List<string> warnings = told.Count == 0
            ? []
            : [$"{FromNbia}: {told.Count} series are not whole in the bucket of IDC and come from NBIA. {string.Join(' ', told.Take(ShownCauses))}"];
        return ([.. files.SelectMany(list => list)], warnings);
    }

    private async Task<(PlannedFile[] Files, string? Cause)> OfAsync(SeriesRow series, CancellationToken cancellationToken)
    {
        if (series.Idc is not { } place)
            return ([ZipOf(series)], null);
        (IReadOnlyList<BucketObject> objects, Refusal? refusal) = await buckets.ListAsync(place, cancellationToken);
        if (refusal is null && objects.Count > 0 && (series.Images is null || series.Images == objects.Count))
            return ([.. objects.Select(found => FileOf(series, place, found))], null);
        string cause = refusal?.Message ?? string.Create(CultureInfo.InvariantCulture, $"{place} lists {objects.Count} of {series.Images ?? 0} instances.");
        // An old folder has no UID that NBIA would know: what the bucket lists is all there is.
        return DicomUid.Is(series.SeriesUid) ? ([ZipOf(series)], cause) : ([.. objects.Select(found => FileOf(series, place, found))], cause);
    }

    private PlannedFile FileOf(SeriesRow series, IdcPlace place, BucketObject found) =>
        new(Folder(series) + "/" + found.Name, buckets.AddressOf(place, found), found.SizeBytes, Checksum.Of("md5", found.Md5))
        {
            Stamp = found.ETag,
            Mirrors = buckets.MirrorsOf(place, found),
        };

    private PlannedFile ZipOf(SeriesRow series) =>
        new(Folder(series) + ".zip", SeriesZipAddress.Of(options.Value.Nbia, series), SizeBytes: null, Checksum: null)
        {
            // The ZIP is packed anew for everybody and never the same bytes twice: date, number and size tell the version.
            Stamp = string.Create(CultureInfo.InvariantCulture, $"{series.Released}|{series.Images}|{series.SizeBytes}"),
        };

    private static string Folder(SeriesRow series) => string.Join('/', new[] { series.PatientId, series.StudyUid, series.SeriesUid }.Where(part => part.Length > 0).Select(part => part.Replace('/', '_')));
}
