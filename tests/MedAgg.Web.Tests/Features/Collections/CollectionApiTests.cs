using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Tests.Features.Accounts;
using MedAgg.Web.Tests.Features.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Web.Tests.Features.Collections;

public sealed class CollectionApiTests(Site site) : IClassFixture<Site>
{
    private const string Content = "These bytes stand for a ZIP archive.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_is_downloaded_whole_in_parts_and_only_when_it_is_new()
    {
        using Caller caller = await Caller.SignInAsync(site, "owner");
        (long id, string sha256) = await ReadyAsync("owner", "Грудная КТ");
        using HttpResponseMessage whole = await caller.SendAsync(HttpMethod.Get, $"/collections/{id}/archive");
        Assert.Equal((HttpStatusCode.OK, Content), (whole.StatusCode, await whole.Content.ReadAsStringAsync(Token)));
        Assert.Equal(("application/zip", $"\"{sha256}\"", "bytes"), (whole.Content.Headers.ContentType!.MediaType, whole.Headers.ETag!.Tag, whole.Headers.AcceptRanges.Single()));
        Assert.Equal($"грудная-кт-{id}.zip", whole.Content.Headers.ContentDisposition!.FileNameStar);

        using HttpResponseMessage part = await caller.SendAsync(HttpMethod.Get, $"/collections/{id}/archive", null, headers =>
        {
            headers.Range = new RangeHeaderValue(6, null);
            headers.TryAddWithoutValidation("If-Range", $"\"{sha256}\"");
        });
        Assert.Equal((HttpStatusCode.PartialContent, Content[6..]), (part.StatusCode, await part.Content.ReadAsStringAsync(Token)));
        using HttpResponseMessage known = await caller.SendAsync(HttpMethod.Get, $"/collections/{id}/archive", null, headers => headers.IfNoneMatch.ParseAdd($"\"{sha256}\""));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using HttpResponseMessage head = await caller.SendAsync(HttpMethod.Head, $"/collections/{id}/archive");
        Assert.Equal(Content.Length, head.Content.Headers.ContentLength);

        await using MedAggContext context = await OpenAsync();
        Assert.Equal(1, await context.AuditEvents.CountAsync(e => e.Action == "collection.downloaded" && e.SubjectId == $"{id}", Token));
    }

    [Fact]
    public async Task An_archive_is_its_owners_alone()
    {
        using Caller owner = await Caller.SignInAsync(site, "owner");
        (long id, _) = await ReadyAsync("owner", "set");
        using Caller stranger = await Caller.SignInAsync(site, "stranger");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(HttpMethod.Get, $"/collections/{id}/archive")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(HttpMethod.Get, $"/api/collections/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(HttpMethod.Get, $"/api/collections/{id}/recipe.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(HttpMethod.Post, $"/api/collections/{id}/rebuild")).StatusCode);
    }

    [Fact]
    public async Task A_report_names_archive_recipe_and_their_hashes()
    {
        using Caller owner = await Caller.SignInAsync(site, "owner");
        (long id, string sha256) = await ReadyAsync("owner", "set");
        JsonNode report = await Caller.JsonAsync(await owner.SendAsync(HttpMethod.Get, $"/api/collections/{id}"));
        Assert.Equal(("ready", sha256, $"/collections/{id}/archive"), ((string?)report["status"], (string?)report["archive_sha256"], (string?)report["archive_url"]));
        using HttpResponseMessage recipe = await owner.SendAsync(HttpMethod.Get, $"/api/collections/{id}/recipe.json");
        Assert.Equal((string?)report["recipe_sha256"], RecipeJson.Sha256(await recipe.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task A_wrong_recipe_is_a_problem_with_a_code()
    {
        using Caller caller = await Caller.SignInAsync(site, "reader");
        JsonNode misspelt = await Caller.JsonAsync(await caller.PostAsync("/api/collections", new { recipe = new { name = "set", sources = new[] { new { dataset = "a", filtre = 1 } } } }));
        Assert.Equal("RECIPE_UNKNOWN_FIELD", (string?)misspelt["code"]);
        JsonNode unknown = await Caller.JsonAsync(await caller.PostAsync("/api/collections", new { recipe = new { name = "set", sources = new[] { new { dataset = "no-such-set" } } } }));
        Assert.Equal("DATASET_NOT_FOUND", (string?)unknown["code"]);
    }

    /// <summary>A built collection of the newest account of that name.</summary>
    private async Task<(long Id, string Sha256)> ReadyAsync(string owner, string name)
    {
        BlobRef blob = await site.Services.GetRequiredService<IBlobStore>().PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(Content)), Token);
        await using MedAggContext context = await OpenAsync();
        User user = await context.Users.Where(u => u.DisplayName == owner).OrderByDescending(u => u.CreatedAt).FirstAsync(Token);
        string json = RecipeJson.Write(new() { Name = name, Sources = [new() { Dataset = "a", Version = 1 }] });
        Collection collection = new(name, json, RecipeJson.Sha256(json), user.Id, null, TimeProvider.System.GetUtcNow());
        collection.Finish(blob.Sha256, blob.SizeBytes, TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(14));
        context.Collections.Add(collection);
        await context.SaveChangesAsync(Token);
        return (collection.Id, blob.Sha256);
    }

    private Task<MedAggContext> OpenAsync() => site.Services.GetRequiredService<IDbContextFactory<MedAggContext>>().CreateDbContextAsync(Token);
}
