using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Testing.Tcia;

/// <summary>The interface of IDC, version 3: cohorts over the series table, paged from 0.</summary>
internal sealed class IdcAnswers(StubArchive archive, StubFaults faults)
{
    private const int MaxPage = 5000;

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (faults.IdcDown)
        {
            context.Response.StatusCode = 503;
            return;
        }

        JsonObject? answer = context.Request.Method == "POST" ? await PostAsync(context, path) : Get(path);
        if (answer is null)
        {
            context.Response.StatusCode = 404;
            answer = new JsonObject { ["detail"] = "Not Found" };
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject? Get(string path) => path switch
    {
        "version" => new JsonObject { ["idc_version"] = "v24", ["idc_index_data_version"] = "24.2.2", ["api_version"] = "3.0.0" },
        "collections" => new JsonObject { ["collections"] = new JsonArray([.. Held().GroupBy(series => series.IdcCollection).Select(group => (JsonNode)Summary(group.Key, group))]) },
        _ => null,
    };

    private async Task<JsonObject?> PostAsync(HttpContext context, string path)
    {
        using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body);
        switch (path)
        {
            case "cohort/manifest":
                return Manifest(body.RootElement);
            case "licenses":
                return new JsonObject
                {
                    ["licenses"] = new JsonArray([.. Filter(body.RootElement).GroupBy(series => series.LicenceShortName).Select(group => (JsonNode)new JsonObject
                    {
                        ["license_short_name"] = group.Key,
                        ["series"] = group.Count(),
                        ["size_TB"] = group.Sum(series => series.SizeBytes) / 1e12,
                    })]),
                };
            default:
                return null;
        }
    }

    private JsonObject Manifest(JsonElement body)
    {
        StubSeries[] all = [.. Filter(body.GetProperty("filters"))];
        int page = body.TryGetProperty("page", out JsonElement at) ? at.GetInt32() : 0;
        int size = Math.Min(MaxPage, body.TryGetProperty("page_size", out JsonElement wanted) ? wanted.GetInt32() : 100);
        StubSeries[] part = [.. all.OrderBy(series => series.SeriesUid, StringComparer.Ordinal).Skip(page * size).Take(size)];
        return new JsonObject
        {
            ["counts"] = new JsonObject
            {
                ["patients"] = all.Select(series => series.PatientId).Distinct().Count(),
                ["studies"] = all.Select(series => series.StudyUid).Distinct().Count(),
                ["series"] = all.Length,
                ["instances"] = all.Sum(series => series.Instances.Count),
                ["size_TB"] = all.Sum(series => series.SizeBytes) / 1e12,
            },
            ["page"] = page,
            ["page_size"] = size,
            ["returned"] = part.Length,
            ["total_series"] = all.Length,
            ["series"] = new JsonArray([.. part.Select(series => (JsonNode)new JsonObject
            {
                ["collection_id"] = series.IdcCollection,
                ["PatientID"] = series.PatientId,
                ["StudyInstanceUID"] = series.StudyUid,
                ["SeriesInstanceUID"] = series.SeriesUid,
                ["Modality"] = series.Modality,
                ["SeriesDescription"] = series.Description.Length > 0 ? series.Description : null,
                ["instanceCount"] = series.Instances.Count,
                ["series_size_MB"] = Math.Round(series.SizeBytes / 1e6, 2),
                ["aws_bucket"] = series.Bucket,
                ["crdc_series_uuid"] = series.Folder,
                ["series_aws_url"] = $"s3://{series.Bucket}/{series.Folder}/*",
            })]),
        };
    }

    private IEnumerable<StubSeries> Held() => archive.Series.Where(series => series.IsAtIdc);

    private IEnumerable<StubSeries> Filter(JsonElement filters)
    {
        IEnumerable<StubSeries> series = Held();
        if (!filters.TryGetProperty("terms", out JsonElement terms))
            return series;
        foreach (JsonProperty term in terms.EnumerateObject())
        {
            HashSet<string> values = [.. term.Value.EnumerateArray().Select(value => value.GetString()!)];
            series = series.Where(one => values.Contains(term.Name switch
            {
                "collection_id" => one.IdcCollection,
                "PatientID" => one.PatientId,
                "SeriesInstanceUID" => one.SeriesUid,
                "StudyInstanceUID" => one.StudyUid,
                "Modality" => one.Modality,
                "crdc_series_uuid" => one.Folder,
                _ => "",
            }));
        }

        return series;
    }

    private static JsonObject Summary(string id, IEnumerable<StubSeries> series) => new()
    {
        ["collection_id"] = id,
        ["collection_name"] = series.First().Collection,
        ["cancer_types"] = "Breast",
        ["tumor_locations"] = "Breast",
        ["species"] = "Human",
        ["subjects"] = series.Select(one => one.PatientId).Distinct().Count(),
        ["description"] = "A collection of the stub.",
    };
}
