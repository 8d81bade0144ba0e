using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Collections of The Cancer Imaging Archive, by page, name, DOI or saved list of series. The images come from the public buckets of the Imaging Data
/// Commons, file by file; what is not there comes from NBIA, series by series. What lies beside the images on TCIA's page comes with them.
/// </summary>
internal sealed class TciaProvider(SeriesFinder finder, SeriesLists lists, ChoiceMaker choices, SeriesFiles files, PageFiles pageFiles, TciaFetch fetch, IOptions<TciaOptions> options) : IDatasetProvider
{
    public const string Name = "tcia";

    private const int GlanceSeries = 3;

    public string Id => Name;

    public bool Recognises(SourceAddress source) => source.Kind is SourceKind.Url ? TciaReference.Of(source.Location) is not null : TciaReference.IsList(source.Location);

    // Public data only: nobody's credentials are shown to buckets.
    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.Nbia);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        FoundSeries found = await FindAsync(source, cancellationToken);
        if (found.Refusal is { } refusal)
            return Resolution.Refused(refusal);
        if (found.IsWithheld)
            return Resolution.Of(Described(found) with { Access = DatasetAccess.Agreement, IsWithheld = true, IsChosen = true });
        (ChosenSeries? chosen, Refusal? notChosen) = await choices.ChooseAsync(found, source.Choice, cancellationToken);
        if (chosen is null)
            return Resolution.Refused(notChosen!);
        bool isPart = !source.Choice.IsWhole;
        // A collection has thousands of folders: for a glance the first few stand for all, and the archive's own counts are told.
        (IReadOnlyList<PlannedFile> images, IReadOnlyList<string> doubts) = await files.ListAsync(source.IsGlance ? [.. chosen.Series.Take(GlanceSeries)] : chosen.Series, cancellationToken);
        (IReadOnlyList<PlannedFile> beside, IReadOnlyList<string> lost) = await pageFiles.ListAsync(found, isPart, cancellationToken);
        (IReadOnlyList<PlannedFile> all, IReadOnlyList<string> unusable) = SourcePaths.Settle(images.Concat(beside));
        return Resolution.Of(Described(found) with
        {
            Access = DatasetAccess.Open,
            Description = Said(found, chosen, isPart),
            Files = all,
            EstimatedFiles = source.IsGlance ? chosen.Series.Sum(series => series.Images ?? 1) + beside.Count : null,
            EstimatedBytes = source.IsGlance && chosen.Series.All(series => series.SizeBytes is not null) ? chosen.Series.Sum(series => series.SizeBytes!.Value) + beside.Sum(file => file.SizeBytes ?? 0) : null,
            FilesLeftOut = Math.Max(0, found.Series.Sum(series => series.Images ?? 0) - chosen.Series.Sum(series => series.Images ?? 0)),
            Warnings = [.. found.Warnings, .. chosen.Remarks, .. doubts, .. lost, .. unusable],
            IsChosen = true,
        });
    }

    private SourcePlan Described(FoundSeries found) => new()
    {
        Name = found.Name,
        Provider = Id,
        Licence = found.Licences.Count == 0 ? null : string.Join("; ", found.Licences),
        LicenceUrl = found.LicenceUrl,
        Version = VersionOf(found),
        LandingPage = found.Page is { Slug.Length: > 0 } page ? $"https://www.cancerimagingarchive.net/{(page.IsAnalysis ? "analysis-result" : "collection")}/{page.Slug}/" : null,
        Doi = found.Page?.Doi,
        Files = [],
        Warnings = found.Warnings,
    };

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) => fetch.FetchAsync(request, cancellationToken);

    private async Task<FoundSeries> FindAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        TciaReference? reference = source.Kind is SourceKind.Url ? TciaReference.Of(source.Location) : null;
        if (reference is not null && reference.Kind is not TciaKind.List)
            return await finder.FindAsync(reference, cancellationToken);
        (SeriesManifest? list, Refusal? refusal) = await lists.ReadAsync(source, cancellationToken);
        return list is null ? FoundSeries.Refused(refusal!) : await finder.OfListAsync(list, list.Basket ?? SeriesLists.TitleOf(source.Location), cancellationToken);
    }

    private static string? VersionOf(FoundSeries found)
    {
        string[] parts = [.. new[] { found.Page?.Version is { } version ? "TCIA " + version : null, found.IdcVersion is { } release ? "IDC " + release : null }.OfType<string>()];
        return parts.Length > 0 ? string.Join(", ", parts) : found.Series.Select(series => series.Released).OfType<string>().Max(StringComparer.Ordinal);
    }

    private static string Said(FoundSeries found, ChosenSeries chosen, bool isPart)
    {
        string taken = string.Create(CultureInfo.InvariantCulture, $"{chosen.Patients} patients, {chosen.Series.Count} series, {chosen.Series.Sum(series => series.Images ?? 0)} images");
        string classes = chosen.Classes.Count == 0 ? "" : " (" + string.Join(", ", chosen.Classes.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}"))) + ")";
        return isPart
            ? string.Create(CultureInfo.InvariantCulture, $"{taken}{classes} of {found.Series.Select(series => series.PatientId).Distinct().Count()} patients and {found.Series.Count} series")
            : taken;
    }
}
