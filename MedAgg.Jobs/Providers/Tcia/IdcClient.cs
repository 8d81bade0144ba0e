using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>The interface of the Imaging Data Commons: which series it has, and in which folder of which bucket each is.</summary>
internal sealed class IdcClient(SourceClient client, IOptions<TciaOptions> options)
{
    public const string Collection = "collection_id";
    public const string AnalysisResult = "analysis_result_id";
    public const string Series = "SeriesInstanceUID";
    public const string Folder = "crdc_series_uuid";

    private const int PageRows = 5000;
    private const int ValuesAtOnce = 1000;

    /// <summary>Id of a collection as IDC writes it: lower case, words joined by underscores.</summary>
    public static string IdOf(string name) => new([.. name.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);

    /// <summary>Every series of which the attribute has one of the values; an empty list when IDC has none.</summary>
    public async Task<(IReadOnlyList<SeriesRow> Series, Refusal? Refusal)> FindAsync(string attribute, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        List<SeriesRow> series = [];
        foreach (string[] part in values.Chunk(ValuesAtOnce))
        {
            long total = long.MaxValue;
            long seen = 0;
            for (int page = 0; seen < total; page++)
            {
                var ask = new { filters = Filter(attribute, part), page, page_size = PageRows };
                using SourceAnswer answer = await PostAsync("cohort/manifest", ask, cancellationToken);
                if (answer.Refusal is { } refusal)
                    return ([], refusal);
                total = answer.Json.Count("total_series") ?? 0;
                int rows = 0;
                foreach (JsonElement item in answer.Json.Each("series"))
                {
                    rows++;
                    if (IdcRows.Read(item) is { } row)
                        series.Add(row);
                }

                seen += rows;
                if (rows == 0 && seen < total)
                    return ([], new(SourceCodes.BadAnswer, $"The Imaging Data Commons states {total} series and listed only {seen}."));
                if (series.Count > options.Value.MaxSeries)
                    return ([], TooMany(series.Count));
            }
        }

        return (series, null);
    }

    /// <summary>Licences of the series in IDC's short names; empty when it does not say.</summary>
    public async Task<IReadOnlyList<string>> LicencesAsync(string attribute, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        SortedSet<string> licences = new(StringComparer.Ordinal);
        foreach (string[] part in values.Chunk(ValuesAtOnce))
        {
            using SourceAnswer answer = await PostAsync("licenses", Filter(attribute, part), cancellationToken);
            foreach (JsonElement item in answer.Json.Each("licenses"))
            {
                if (item.Text("license_short_name") is { } licence)
                    licences.Add(licence);
            }
        }

        return [.. licences];
    }

    /// <summary>Data release that is served, for example <c>v24</c>; null when it does not say.</summary>
    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new(options.Value.IdcApi + "version"), cancellationToken);
        return answer.Refusal is null ? answer.Json.Text("idc_version") : null;
    }

    internal Refusal TooMany(int count) =>
        new(SourceCodes.ListingTooLong, $"The source lists more than {options.Value.MaxSeries} series ({count} so far); choose a part of it.");

    private static object Filter(string attribute, string[] values) => new { terms = new Dictionary<string, string[]> { [attribute] = values } };

    private Task<SourceAnswer> PostAsync(string path, object body, CancellationToken cancellationToken) => client.AskJsonAsync(
        new(options.Value.IdcApi + path) { Method = HttpMethod.Post, Body = new(JsonSerializer.Serialize(body), "application/json") }, cancellationToken);
}
