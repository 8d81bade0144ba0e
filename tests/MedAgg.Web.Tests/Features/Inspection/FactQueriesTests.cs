using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Inspection;
using MedAgg.Web.Tests.Features.Catalog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class FactQueriesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private StoredDatasets _stored = null!;
    private DatasetVersion _version = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Token);
        _stored = new(_database);
        _version = await _stored.AddVersionAsync(await _stored.AddAsync("facts"), 1, VersionState.Filling);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_table_holds_what_the_store_knows()
    {
        await _stored.AddFileAsync(_version, "1.png", sizeBytes: 20, image: Fact() with { Modality = "ct", PatientKey = "a", AgeYears = 41, Labels = ["finding=Mass"], Dimensionality = Dimensionality.Volume3D });
        await _stored.AddFileAsync(_version, "2.png", image: Fact() with { Modality = "ct" });
        await _stored.AddFileAsync(_version, "labels.csv", FileRole.Table);

        FactTable table = await new FactQueries(_database.Contexts).ReadAsync(_version.Id, 100, Token);
        Assert.Equal((2, 2), (table.Count, table.Images));
        Assert.Equal("ct:2 ?:0", Table.Says(table.Group(FactField.Modality, FactUnit.Images, table.All())));
        Assert.Equal("40–44:1 ?:0", Table.Says(table.Group(FactField.Age, FactUnit.Patients, table.All())));
        Assert.Equal("Volume3D:1 ?:1", Table.Says(table.Group(FactField.Dimensionality, FactUnit.Images, table.All())));
        Assert.Equal("Mass:1 ?:1", Table.Says(table.Group("label:finding", FactUnit.Images, table.All())));
        Assert.Equal([20L, 10L], table.Sizes);
    }

    [Fact]
    public async Task A_version_beyond_the_limit_is_sampled_and_says_so()
    {
        for (int i = 0; i < 9; i++)
            await _stored.AddFileAsync(_version, $"{i}.png");
        FactTable table = await new FactQueries(_database.Contexts).ReadAsync(_version.Id, 3, Token);
        Assert.True(table.IsSample);
        Assert.Equal((3, 9), (table.Count, table.Images));
    }

    [Fact]
    public async Task Files_are_counted_by_role_kind_and_refusal_and_equal_contents_are_found()
    {
        string same = new('b', 64);
        await _stored.AddFileAsync(_version, "1.png", sha256: same);
        await _stored.AddFileAsync(_version, "2.png", sha256: same);
        await _stored.AddFileAsync(_version, "3.png", sha256: new('c', 64));
        await _stored.AddFileAsync(_version, "bad.png", FileRole.Refused);
        FileFigures files = await new FactQueries(_database.Contexts).FilesAsync(_version.Id, Token);
        Assert.Equal((4, 40, 3, 1), (files.Files, files.Bytes, files.Of(FileRole.Image), files.Of(FileRole.Refused)));
        Assert.Equal((1, 2, 10), (files.DuplicateGroups, files.DuplicateFiles, files.DuplicateBytes));
        Assert.Contains(files.Groups, group => group.RefusalCode == "PNG_CORRUPT");
    }

    [Fact]
    public async Task A_growing_version_is_read_again_and_a_published_one_is_not()
    {
        var tables = new FactTables(new FactQueries(_database.Contexts), Options.Create(new DashboardOptions()), TimeProvider.System, new Running());
        await _stored.AddFileAsync(_version, "1.png");
        Assert.Equal(1, (await tables.GetAsync(_version.Id, isFilling: true, Token)).Table.Count);
        await _stored.AddFileAsync(_version, "2.png");
        Assert.Equal(2, (await tables.GetAsync(_version.Id, isFilling: false, Token)).Table.Count);
        await _stored.AddFileAsync(_version, "3.png");
        Assert.Equal(2, (await tables.GetAsync(_version.Id, isFilling: false, Token)).Table.Count);
        Assert.NotNull(tables.Peek(_version.Id, isFilling: false));
    }

    [Theory]
    [InlineData(true, true, -1, false)]
    [InlineData(true, true, 1, true)]
    [InlineData(true, false, -1, true)]
    [InlineData(false, false, 1, false)]
    public void A_version_that_grew_is_stale_after_its_rest_or_when_it_stopped(bool wasFilling, bool isFilling, int secondsAfterRest, bool isStale)
    {
        DateTimeOffset rest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var version = new InspectedVersion(Table.Of(), new([], 0, 0, 0), rest, wasFilling, rest);
        Assert.Equal(isStale, version.IsStale(isFilling, rest.AddSeconds(secondsAfterRest)));
    }

    [Fact]
    public async Task The_version_that_was_looked_at_longest_ago_makes_room()
    {
        DatasetVersion other = await _stored.AddVersionAsync(await _stored.AddAsync("other"), 1, VersionState.Filling);
        await _stored.AddFileAsync(_version, "1.png");
        await _stored.AddFileAsync(other, "1.png");
        var tables = new FactTables(new FactQueries(_database.Contexts), Options.Create(new DashboardOptions { MaxCachedRows = 1 }), TimeProvider.System, new Running());
        await tables.GetAsync(_version.Id, isFilling: false, Token);
        await tables.GetAsync(other.Id, isFilling: false, Token);
        Assert.Null(tables.Peek(_version.Id, isFilling: false));
        Assert.NotNull(tables.Peek(other.Id, isFilling: false));
    }

    [Theory]
    [InlineData(null, "", "100%.png a_b.png axb.png bad.png")]
    [InlineData(FileRole.Refused, "", "bad.png")]
    [InlineData(null, "A_B", "a_b.png")]
    [InlineData(null, "0%", "100%.png")]
    [InlineData(FileRole.Image, "b.", "a_b.png axb.png")]
    [InlineData(null, "\\", "")]
    public async Task Files_are_found_by_role_and_by_any_part_of_their_path(FileRole? role, string text, string paths)
    {
        foreach (string path in new[] { "axb.png", "a_b.png", "100%.png" })
            await _stored.AddFileAsync(_version, path);
        await _stored.AddFileAsync(_version, "bad.png", FileRole.Refused);
        FileList list = await new FileQueries(_database.Contexts).ListAsync(_version.Id, role, text, 0, 50, Token);
        Assert.Equal(paths, string.Join(' ', list.Rows.Select(row => row.Path).Order(StringComparer.Ordinal)));
        Assert.Equal(list.Rows.Count, list.Total);
    }

    [Fact]
    public async Task A_picture_is_there_for_those_who_see_its_dataset()
    {
        Guid owner = await _stored.AddUserAsync("owner");
        DatasetVersion version = await _stored.AddVersionAsync(await _stored.AddAsync("private", owner, visibility: Visibility.Private), 1);
        DatasetFile file = await _stored.AddFileAsync(version, "1.png");
        FileQueries queries = new(_database.Contexts);
        Assert.NotNull(await queries.FindPlaceAsync(file.Id, new Actor { UserId = owner }, Token));
        Assert.Null(await queries.FindPlaceAsync(file.Id, Actor.Nobody, Token));
        Assert.Null(await queries.FindAsync(_version.Id, file.Id, Token));
    }

    private static ImageFact Fact() => new() { VersionId = 0, FileId = 0 };

    private sealed class Running : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => throw new InvalidOperationException("A reader stops nothing.");
    }
}
