using System.Text;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Inspection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// The interface of NBIA, which TCIA phases out: asked for what IDC does not have. An empty body means an empty list, a list is never paged, and
/// whole-server errors come and go.
/// </summary>
internal sealed class NbiaClient(SourceClient client, NbiaManners manners, IOptions<TciaOptions> options)
{
    private const int UidsAtOnce = 5000;

    /// <summary>Names of all public collections; empty when NBIA is not to be had.</summary>
    public async Task<IReadOnlyList<string>> CollectionsAsync(CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await AskAsync("v4/getCollectionValues", cancellationToken);
        return [.. answer.Json.Each().Select(item => item.Text("Collection")).OfType<string>()];
    }

    /// <summary>Every series of a collection; an empty list when there is no such collection.</summary>
    public async Task<(IReadOnlyList<SeriesRow> Series, Refusal? Refusal)> OfCollectionAsync(string collection, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await AskAsync("v4/getSeries?Collection=" + Uri.EscapeDataString(collection), cancellationToken);
        if (answer.Refusal is { } refusal)
            return ([], refusal);
        List<SeriesRow> series = [.. answer.Json.Each().Select(NbiaRows.Read).OfType<SeriesRow>()];
        return series.Count > options.Value.MaxSeries
            ? ([], new(SourceCodes.ListingTooLong, $"The source lists {series.Count} series; at most {options.Value.MaxSeries} are taken: choose a part of it."))
            : (series, null);
    }

    /// <summary>What NBIA tells about the series of a list; those it does not know are not in the answer.</summary>
    public async Task<(IReadOnlyList<SeriesRow> Series, Refusal? Refusal)> OfUidsAsync(IReadOnlyList<string> uids, CancellationToken cancellationToken)
    {
        List<SeriesRow> series = [];
        foreach (string[] part in uids.Chunk(UidsAtOnce))
        {
            // One joined field is what TCIA's own client sends; the server's code declares a repeated one.
            (IReadOnlyList<SeriesRow> found, Refusal? refusal) = await MetadataAsync("list=" + string.Join("%2C", part), cancellationToken);
            if (found.Count == 0 && (refusal is null || refusal.Code == SourceCodes.BadAnswer))
                (found, refusal) = await MetadataAsync(string.Join('&', part.Select(uid => "list=" + uid)), cancellationToken);
            if (refusal is not null)
                return (series, refusal);
            series.AddRange(found);
        }

        return (series, null);
    }

    /// <summary>How many instances a series has; null when NBIA does not say.</summary>
    public async Task<int?> CountAsync(string seriesUid, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await AskAsync("v4/getSeriesSize?SeriesInstanceUID=" + seriesUid, cancellationToken);
        return answer.Json.Each().Select(item => item.Count("ObjectCount")).FirstOrDefault() is { } count and <= int.MaxValue ? (int)count : null;
    }

    private async Task<(IReadOnlyList<SeriesRow> Series, Refusal? Refusal)> MetadataAsync(string list, CancellationToken cancellationToken)
    {
        await manners.WaitAsync(cancellationToken);
        FetchRequest ask = new(options.Value.Nbia + "v4/getSeriesMetadata") { Method = HttpMethod.Post, Body = new(list + "&format=json", "application/x-www-form-urlencoded") };
        using SourceAnswer answer = await client.AskAsync(ask, cancellationToken);
        if (answer.Status == 204 || (answer.Refusal is null && answer.IsEmpty))
            return ([], null);
        if (answer.Refusal is { } refusal)
            return ([], refusal);
        if (answer.Json.ValueKind is JsonValueKind.Array)
            return ([.. answer.Json.Each().Select(NbiaRows.Read).OfType<SeriesRow>()], null);
        using MemoryStream csv = new(Encoding.UTF8.GetBytes(answer.Text));
        (LabelTable? table, Domain.Refusals.Refusal? broken) = await LabelTableReader.ReadAsync(csv, "getSeriesMetadata", cancellationToken);
        return table is null ? ([], broken) : ([.. NbiaRows.Read(table)], null);
    }

    private async Task<SourceAnswer> AskAsync(string path, CancellationToken cancellationToken)
    {
        await manners.WaitAsync(cancellationToken);
        return await client.AskJsonAsync(new(options.Value.Nbia + path), cancellationToken);
    }
}
