using System.Net;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Search;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Imaging.Png;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Tests.Features.Accounts;
using MedAgg.Web.Tests.Features.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Web.Tests.Features.Inspection;

/// <summary>Pages, pictures and endpoints of the catalogue on a whole node, asked without a script and without an account.</summary>
public sealed class CataloguePagesTests(Site site) : IClassFixture<Site>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoredDatasets Stored => new(token => site.Services.GetRequiredService<IDbContextFactory<MedAggContext>>().CreateDbContextAsync(token));

    [Theory]
    [InlineData("en", "Set found", "2 images", "Any use")]
    [InlineData("ru", "Набор found", "2 снимка", "Свободная")]
    public async Task A_search_finds_a_dataset_in_both_languages(string language, string title, string images, string licence)
    {
        await InspectedAsync("found");
        string html = await HtmlAsync("/?q=found", language);
        Assert.Contains(title, html, StringComparison.Ordinal);
        Assert.Contains("href=\"/datasets/found\"", html, StringComparison.Ordinal);
        string[] words = images.Split(' ');
        Assert.Matches($"<b[^>]*>{words[0]}</b> {words[1]}", html);
        Assert.True(html.Contains("CC BY 4.0", StringComparison.Ordinal) || html.Contains(licence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_found_names_the_obstacle_and_the_way_out()
    {
        await InspectedAsync("obstacle");
        string html = await HtmlAsync("/?q=obstacle&modality=mr", "en");
        Assert.Contains("Nothing passes all of these filters at once", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/?q=obstacle\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Passport")]
    [InlineData("/dashboard", "What is unusual")]
    [InlineData("/files", "images/1.png")]
    [InlineData("/versions", "Version 1")]
    [InlineData("/history", "Nothing has happened yet")]
    public async Task Each_tab_of_a_dataset_has_its_content_without_a_script(string tab, string says)
    {
        await InspectedAsync("tabs");
        Assert.Contains(says, await HtmlAsync("/datasets/tabs" + tab, "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/dashboard")]
    [InlineData("/files")]
    [InlineData("/versions")]
    [InlineData("/history")]
    public async Task Somebody_elses_dataset_is_not_there(string tab)
    {
        string slug = $"hidden{Guid.NewGuid():N}";
        Guid owner = await Stored.AddUserAsync(slug);
        DatasetVersion version = await Stored.AddVersionAsync(await Stored.AddAsync(slug, owner, visibility: Visibility.Private), 1);
        DatasetFile file = await Stored.AddFileAsync(version, "1.png");
        using HttpResponseMessage page = await AskAsync($"/datasets/{slug}{tab}");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.DoesNotContain($"Set {slug}", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        foreach (string address in new[] { $"/api/datasets/{slug}", $"/api/datasets/{slug}/versions/1/files", $"/api/datasets/{slug}/versions/1/files.csv", $"/previews/{file.Id}" })
        {
            using HttpResponseMessage answer = await AskAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_picture_is_drawn_once_and_then_not_sent_again()
    {
        DatasetVersion version = await Stored.AddVersionAsync(await Stored.AddAsync("pictures"), 1);
        DatasetFile file = await PictureAsync(version, "p.png");
        using HttpResponseMessage first = await AskAsync($"/previews/{file.Id}?side=96");
        Assert.Equal((HttpStatusCode.OK, "image/png"), (first.StatusCode, first.Content.Headers.ContentType!.MediaType));
        byte[] png = await first.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);

        using HttpResponseMessage second = await AskAsync($"/previews/{file.Id}?side=96", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData(true, "PNG_CORRUPT")]
    [InlineData(false, "BLOB_MISSING")]
    public async Task A_file_that_cannot_be_drawn_says_so_in_a_neutral_picture(bool isRefused, string code)
    {
        DatasetVersion version = await Stored.AddVersionAsync(await Stored.AddAsync($"neutral-{isRefused}".ToLowerInvariant()), 1);
        string blob = new('d', 64);
        DatasetFile file = await Stored.AddFileAsync(version, "x.png", isRefused ? FileRole.Refused : FileRole.Image, blob, new FilePlace(blob, 0, 10, Packing.Stored));
        using HttpResponseMessage answer = await AskAsync($"/previews/{file.Id}");
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_interface_for_programs_says_how_well_each_number_is_known()
    {
        await InspectedAsync("api");
        using var dataset = JsonDocument.Parse(await HtmlAsync("/api/datasets/api", "en"));
        JsonElement images = dataset.RootElement.GetProperty("figures").GetProperty("images");
        Assert.Equal((2, "measured"), (images.GetProperty("value").GetInt64(), images.GetProperty("standing").GetString()));

        using var answer = JsonDocument.Parse(await HtmlAsync("/api/search?q=api&take=5", "en"));
        Assert.Contains("api", answer.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("slug").GetString()));
    }

    [Theory]
    [InlineData("files?role=image&take=1", "\"total\":2")]
    [InlineData("files.csv?role=table", "labels.csv,table,other,10,")]
    [InlineData("files.csv?sep=semicolon&bom=true", "\uFEFFpath;role;kind")]
    public async Task Files_are_listed_for_programs(string what, string says)
    {
        await InspectedAsync("listed");
        using HttpResponseMessage answer = await AskAsync($"/api/datasets/listed/versions/1/{what}");
        Assert.Contains(says, System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Token)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/datasets/listed2/versions/1/files?role=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/api/datasets/listed2/versions/9/files", HttpStatusCode.NotFound)]
    [InlineData("/api/datasets/no-such/versions/1/files", HttpStatusCode.NotFound)]
    [InlineData("/previews/999999999", HttpStatusCode.NotFound)]
    [InlineData("/datasets/listed2?v=9", HttpStatusCode.NotFound)]
    [InlineData("/datasets/listed2/dashboard?f=broken&unit=9&v=1", HttpStatusCode.OK)]
    [InlineData("/?page=-1&sort=x&modality=%00", HttpStatusCode.OK)]
    public async Task Wrong_addresses_get_the_right_status(string address, HttpStatusCode status)
    {
        await InspectedAsync("listed2");
        using HttpResponseMessage answer = await AskAsync(address);
        Assert.Equal(status, answer.StatusCode);
    }

    private async Task InspectedAsync(string slug)
    {
        CatalogQueries queries = site.Services.GetRequiredService<CatalogQueries>();
        if (await queries.FindAsync(slug, null, Web.Features.Accounts.Actor.Terminal, Token) is null)
        {
            Dataset dataset = await Stored.AddAsync(slug);
            DatasetVersion version = await Stored.AddVersionAsync(dataset, 1);
            await Stored.AddFileAsync(version, "images/1.png", image: new() { VersionId = 0, FileId = 0, Modality = "ct", PatientKey = "a" });
            await Stored.AddFileAsync(version, "images/2.png", image: new() { VersionId = 0, FileId = 0, Modality = "ct", PatientKey = "b" });
            await Stored.AddFileAsync(version, "labels.csv", FileRole.Table);
        }

        IndexEntry entry = (await site.Services.GetRequiredService<IndexEntryQueries>().FindAsync(slug, Token))!;
        site.Services.GetRequiredService<IDatasetIndex>().Upsert(entry);
    }

    private async Task<DatasetFile> PictureAsync(DatasetVersion version, string path)
    {
        using MemoryStream png = new();
        PngWriter.Write(png, new(4, 4, 1, 8, [.. Enumerable.Range(0, 16).Select(i => (byte)(i * 16))]));
        png.Position = 0;
        BlobRef blob = await site.Services.GetRequiredService<IBlobStore>().PutAsync(png, Token);
        return await Stored.AddFileAsync(version, path, sha256: blob.Sha256, place: new FilePlace(blob.Sha256, 0, blob.SizeBytes, Packing.Stored), sizeBytes: blob.SizeBytes);
    }

    private async Task<string> HtmlAsync(string address, string language)
    {
        using HttpResponseMessage answer = await AskAsync(address, ("Accept-Language", language));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task<HttpResponseMessage> AskAsync(string address, params (string Name, string Value)[] headers)
    {
        using var wire = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, address));
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        HttpResponseMessage answer = await wire.SendAsync(request, Token);
        await answer.Content.LoadIntoBufferAsync(Token);
        return answer;
    }
}
