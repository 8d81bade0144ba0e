using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Testing.Tcia;

/// <summary>The site of TCIA: collections as its interface tells them, and the files of their pages. A file that has moved is a web page with 200.</summary>
internal sealed class PageAnswers(StubArchive archive, StubFaults faults, string address)
{
    private const string Uploads = "/wp-content/uploads/";

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (faults.PagesAreHtml)
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<!DOCTYPE html><html><body>Please come back later.</body></html>");
        }
        else if (path.TrimEnd('/') == "/api/v2/collections")
        {
            string search = context.Request.Query["search"].ToString();
            JsonArray results = [.. archive.Collections
                .Where(name => search.Split(' ').All(word => archive.SlugOf(name).Contains(word, StringComparison.OrdinalIgnoreCase)))
                .Select(name => (JsonNode)Record(name))];
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(new JsonObject { ["results"] = results, ["total"] = results.Count, ["total_pages"] = 1 }.ToJsonString());
        }
        else if (path.TrimEnd('/') == "/api/v2/analysis-results")
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(new JsonObject { ["results"] = new JsonArray(), ["total_pages"] = 1 }.ToJsonString());
        }
        else if (path.StartsWith(Uploads, StringComparison.Ordinal) && archive.Files.Find(file => file.Name == path[Uploads.Length..]) is { } found)
        {
            await Results.Bytes(found.Read(), "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);
        }
        else
        {
            context.Response.ContentType = "text/html"; // 200 and a page: what a moved file looks like there
            await context.Response.WriteAsync("<!DOCTYPE html><html><body>Not here</body></html>");
        }
    }

    private JsonObject Record(string name) => new()
    {
        ["id"] = 1,
        ["slug"] = archive.SlugOf(name),
        ["link"] = $"https://www.cancerimagingarchive.net/collection/{archive.SlugOf(name)}/",
        ["collection_short_title"] = name,
        ["collection_title"] = $"The {name} collection",
        ["collection_doi"] = "10.7937/tcia.eqde-4b16",
        ["collection_page_accessibility"] = "Public",
        ["hide_from_browse_table"] = "0",
        ["version_number"] = "2",
        ["collection_downloads"] = new JsonArray([.. archive.Files.Where(file => file.Collection == name).Select(file => (JsonNode)new JsonObject
        {
            ["download_title"] = file.Name,
            ["data_license"] = "CC BY 4.0",
            ["download_url"] = $"{address}{Uploads}{file.Name}",
        })]),
    };
}
