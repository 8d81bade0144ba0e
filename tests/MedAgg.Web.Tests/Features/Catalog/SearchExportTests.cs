using System.Text;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class SearchExportTests : IAsyncLifetime
{
    private readonly DatasetIndex _index = new(TaxonomyLoader.LoadShipped());
    private TestDatabase _database = null!;
    private SearchExport _export = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Token);
        _export = new(new DatasetSearch(_index), new CatalogQueries(_database.Contexts), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Everything_that_is_found_is_exported_not_one_page()
    {
        for (int i = 0; i < 230; i++)
            await AddAsync($"set-{i:000}", $"Set {i}");
        string[] lines = (await CsvAsync(new())).TrimEnd().Split("\r\n");
        Assert.Equal(231, lines.Length);
        Assert.StartsWith("rank,slug,title_en,title_ru,", lines[0], StringComparison.Ordinal);

        using var json = JsonDocument.Parse(await JsonAsync(new() { Text = "set", Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetName.Modality] = ["ct"] } }));
        Assert.Equal(230, json.RootElement.GetProperty("total").GetInt32());
        Assert.Equal(230, json.RootElement.GetProperty("datasets").GetArrayLength());
        Assert.Equal("ct", json.RootElement.GetProperty("filters").GetProperty("modality")[0].GetString());
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\"")]
    [InlineData("+1+2", "'+1+2")]
    [InlineData("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\tpadded", "'\tpadded")]
    [InlineData("＝1", "'＝1")]
    [InlineData("plain, with comma", "\"plain, with comma\"")]
    public async Task A_text_that_a_spreadsheet_would_run_is_made_harmless(string title, string cell)
    {
        await AddAsync("hostile", title);
        string line = (await CsvAsync(new())).Split("\r\n")[1];
        Assert.StartsWith($"1,hostile,{cell},", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_say_how_well_they_are_known_and_unknown_is_empty()
    {
        await AddAsync("told", "Told", images: 1234);
        string[] lines = (await CsvAsync(new(), ';')).Split("\r\n");
        string[] names = lines[0].Split(';');
        string[] cells = lines[1].Split(';');
        Assert.Equal("1234", cells[Array.IndexOf(names, "images")]);
        Assert.Equal("declared", cells[Array.IndexOf(names, "images_standing")]);
        Assert.Equal("", cells[Array.IndexOf(names, "patients")]);
        Assert.Equal("unknown", cells[Array.IndexOf(names, "patients_standing")]);
    }

    [Fact]
    public async Task What_the_reader_may_not_see_is_not_exported()
    {
        Guid owner = await new StoredDatasets(_database).AddUserAsync("owner");
        await AddAsync("public", "Public");
        await new StoredDatasets(_database).AddAsync("private", owner, visibility: Visibility.Private);
        _index.Upsert(Entry("private", "Private") with { Audience = Audience.OfUser(owner) });
        Assert.DoesNotContain("private", await CsvAsync(new()), StringComparison.Ordinal);
        Actor actor = new() { UserId = owner };
        Assert.Contains("private", await CsvAsync(new() { Audiences = DatasetVisibility.Audiences(actor) }, ',', actor), StringComparison.Ordinal);
    }

    private async Task AddAsync(string slug, string title, long? images = null)
    {
        await using (MedAggContext context = await _database.OpenAsync(Token))
        {
            DatasetCard card = new() { Title = new() { En = title, Ru = title }, Declared = new() { Images = images } };
            context.Datasets.Add(new(slug, DatasetOrigin.Catalogue, card, new() { Provider = "zenodo", Modalities = ["ct"] }, DateTimeOffset.UnixEpoch));
            await context.SaveChangesAsync(Token);
        }

        _index.Upsert(Entry(slug, title));
    }

    private static IndexEntry Entry(string slug, string title) => new() { Slug = slug, Title = new() { En = title, Ru = title }, Description = new(), Modalities = ["ct"] };

    private async Task<string> CsvAsync(SearchRequest request, char separator = ',', Actor? actor = null)
    {
        await using var writer = new StringWriter();
        await _export.WriteCsvAsync(writer, request, actor ?? Actor.Nobody, separator, Token);
        return writer.ToString();
    }

    private async Task<string> JsonAsync(SearchRequest request)
    {
        using var stream = new MemoryStream();
        await _export.WriteJsonAsync(stream, request, Actor.Nobody, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
