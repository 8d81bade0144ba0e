using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>From a reference to series: the Imaging Data Commons first, NBIA for what is not there.</summary>
internal sealed class SeriesFinder(IdcClient idc, NbiaClient nbia, PageClient pages)
{
    private const string IdcSilent = "IDC_NOT_ASKED";
    private const string FromNbia = "SERIES_FROM_NBIA";

    public async Task<FoundSeries> FindAsync(TciaReference reference, CancellationToken cancellationToken)
    {
        switch (reference.Kind)
        {
            case TciaKind.Collection:
                return await OfCollectionAsync(reference.Name, await pages.OfNameAsync(reference.Name, cancellationToken), cancellationToken);
            case TciaKind.IdcCollection:
                CollectionPage? named = await pages.OfNameAsync(reference.Name, cancellationToken);
                return await OfCollectionAsync(named?.ShortTitle ?? reference.Name, named, cancellationToken);
            case TciaKind.CollectionPage:
                CollectionPage? page = await pages.OfSlugAsync(reference.Name, isAnalysis: false, cancellationToken);
                return await OfCollectionAsync(page?.ShortTitle ?? reference.Name, page, cancellationToken);
            case TciaKind.AnalysisPage:
                return await OfAnalysisAsync(reference.Name, await pages.OfSlugAsync(reference.Name, isAnalysis: true, cancellationToken), cancellationToken);
            case TciaKind.Doi:
                return await pages.OfDoiAsync(reference.Name, cancellationToken) is { } cited
                    ? await OfCollectionAsync(cited.ShortTitle, cited, cancellationToken)
                    : FoundSeries.Refused(SourceCodes.NotFound, $"TCIA has no dataset with the DOI {reference.Name}.");
            case TciaKind.Series:
                return await OfListAsync(new() { SeriesUids = [reference.Name] }, reference.Name, cancellationToken);
            default:
                return await OfListAsync(new() { Places = IdcPlace.Parse(reference.Name) is { } place ? [place] : [] }, reference.Name, cancellationToken);
        }
    }

    /// <summary>Series of a saved list.</summary>
    public async Task<FoundSeries> OfListAsync(SeriesManifest list, string name, CancellationToken cancellationToken)
    {
        if (list.IsEmpty)
            return FoundSeries.Refused(SourceCodes.Empty, $"The list {name} names no series{(list.FirstUnreadable is { } odd ? $"; its first entry is '{odd}'" : "")}.");
        List<string> warnings = [];
        if (list.Unreadable > 0)
            warnings.Add($"LIST_ENTRIES_SKIPPED: {list.Unreadable} entries of the list cannot be fetched, the first is '{list.FirstUnreadable}'.");
        List<SeriesRow> series = [];
        Refusal? silent = null;
        if (list.Places.Count > 0)
        {
            (IReadOnlyList<SeriesRow> known, silent) = await idc.FindAsync(IdcClient.Folder, [.. list.Places.Select(place => place.Folder)], cancellationToken);
            Dictionary<string, SeriesRow> byFolder = known.Where(row => row.Idc is not null).ToDictionary(row => row.Idc!.Folder);
            // The folder of an earlier version is not in the table any more and still in the bucket.
            series.AddRange(list.Places.Select(place => byFolder.GetValueOrDefault(place.Folder) ?? new SeriesRow { SeriesUid = place.Folder, Idc = place }));
        }

        HashSet<string> have = [.. series.Select(row => row.SeriesUid)];
        List<string> open = [.. list.SeriesUids.Where(uid => !have.Contains(uid))];
        if (open.Count > 0)
        {
            (IReadOnlyList<SeriesRow> found, silent) = await idc.FindAsync(IdcClient.Series, open, cancellationToken);
            series.AddRange(found);
            have.UnionWith(found.Select(row => row.SeriesUid));
        }

        List<string> missing = [.. open.Where(uid => !have.Contains(uid))];
        if (missing.Count > 0)
            series.AddRange(await FromNbiaAsync(missing, silent, warnings, cancellationToken));
        return await DescribeAsync(series, new() { Name = name, Addresses = list.Addresses, Warnings = warnings }, IdcClient.Series, [.. series.Select(row => row.SeriesUid)], cancellationToken);
    }

    private async Task<List<SeriesRow>> FromNbiaAsync(List<string> missing, Refusal? silent, List<string> warnings, CancellationToken cancellationToken)
    {
        if (silent is not null)
            warnings.Add($"{IdcSilent}: The Imaging Data Commons could not be asked ({silent.Message}); NBIA gives the series.");
        (IReadOnlyList<SeriesRow> told, Refusal? refusal) = await nbia.OfUidsAsync(missing, cancellationToken);
        Dictionary<string, SeriesRow> byUid = told.GroupBy(row => row.SeriesUid, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        int untold = missing.Count(uid => !byUid.ContainsKey(uid));
        if (untold > 0)
            warnings.Add($"SERIES_NOT_DESCRIBED: NBIA does not describe {untold} series of the list{(refusal is null ? "" : $" ({refusal.Message})")}; their number of images cannot be checked.");
        return [.. missing.Select(uid => byUid.GetValueOrDefault(uid) ?? new SeriesRow { SeriesUid = uid })];
    }

    private async Task<FoundSeries> OfCollectionAsync(string name, CollectionPage? page, CancellationToken cancellationToken)
    {
        if (page is { IsLimited: true })
        {
            string why = $"{SourceCodes.AccessNotGranted}: TCIA does not give {page.ShortTitle} to everybody: ask for access on its page, then add the files by hand.";
            return new() { Name = page.Title ?? page.ShortTitle, Page = page, Licences = page.Licences, IsWithheld = true, Warnings = [why] };
        }

        string id = IdcClient.IdOf(name);
        List<string> warnings = [];
        (IReadOnlyList<SeriesRow> series, Refusal? silent) = await idc.FindAsync(IdcClient.Collection, [id], cancellationToken);
        if (series.Count == 0)
        {
            (series, Refusal? refusal) = await AtNbiaAsync(name, cancellationToken);
            if (series.Count == 0 && (refusal ?? silent) is { } neither)
                return FoundSeries.Refused(neither);
            if (series.Count == 0 && page is not { Files.Count: > 0 })
                return FoundSeries.Refused(SourceCodes.NotFound, $"Neither the Imaging Data Commons nor NBIA has a collection '{name}'.");
            warnings.Add(silent is null
                ? $"{FromNbia}: The Imaging Data Commons does not have '{name}'; NBIA gives its series as ZIP files that cannot be resumed."
                : $"{IdcSilent}: The Imaging Data Commons could not be asked ({silent.Message}); NBIA gives the series.");
        }

        return await DescribeAsync(series, new() { Name = page?.Title ?? page?.ShortTitle ?? name, Page = page, Warnings = warnings }, IdcClient.Collection, [id], cancellationToken);
    }

    private async Task<(IReadOnlyList<SeriesRow> Series, Refusal? Refusal)> AtNbiaAsync(string name, CancellationToken cancellationToken)
    {
        (IReadOnlyList<SeriesRow> series, Refusal? refusal) = await nbia.OfCollectionAsync(name, cancellationToken);
        if (series.Count > 0 || refusal is not null)
            return (series, refusal);
        // The name is exact there: upper case, hyphens and blanks are part of it.
        IReadOnlyList<string> names = await nbia.CollectionsAsync(cancellationToken);
        return names.FirstOrDefault(known => IdcClient.IdOf(known) == IdcClient.IdOf(name)) is { } exact && exact != name
            ? await nbia.OfCollectionAsync(exact, cancellationToken)
            : (series, null);
    }

    private async Task<FoundSeries> OfAnalysisAsync(string slug, CollectionPage? page, CancellationToken cancellationToken)
    {
        string id = IdcClient.IdOf(page?.ShortTitle ?? slug);
        (IReadOnlyList<SeriesRow> series, Refusal? silent) = await idc.FindAsync(IdcClient.AnalysisResult, [id], cancellationToken);
        if (series.Count == 0 && page is not { Files.Count: > 0 })
            return FoundSeries.Refused(silent ?? new(SourceCodes.NotFound, $"TCIA names no files of the analysis result '{slug}'."));
        return await DescribeAsync(series, new() { Name = page?.Title ?? page?.ShortTitle ?? slug, Page = page }, IdcClient.AnalysisResult, [id], cancellationToken);
    }

    private async Task<FoundSeries> DescribeAsync(IReadOnlyList<SeriesRow> series, FoundSeries found, string attribute, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        bool isAtIdc = series.Any(row => row.Idc is not null);
        SortedSet<string> licences = new(series.Select(row => row.Licence).OfType<string>(), StringComparer.Ordinal);
        if (licences.Count == 0 && isAtIdc)
            licences.UnionWith(await idc.LicencesAsync(attribute, values, cancellationToken));
        if (licences.Count == 0 && found.Page is { } page)
            licences.UnionWith(page.Licences);
        return found with
        {
            Series = series,
            Licences = [.. licences],
            LicenceUrl = series.Select(row => row.LicenceUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToArray() is [var only] ? only : null,
            IdcVersion = isAtIdc ? await idc.VersionAsync(cancellationToken) : null,
        };
    }
}
