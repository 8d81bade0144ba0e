using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Testing;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Domain.Tests.Store;

/// <summary>The documents on a real PostgreSQL.</summary>
public sealed class StoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private TestDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(Cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using MedAggContext context = await _database.OpenAsync(Cancellation);
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_dataset_comes_back_as_it_was_stored()
    {
        DatasetCard card = Card("Small set") with { Declared = new() { Images = 10 }, Labels = ["no finding"], Unverified = ["images"] };
        await StoreAsync(new Dataset("small", DatasetOrigin.Catalogue, card, Facets, Now));

        await using MedAggContext context = await _database.OpenAsync(Cancellation);
        Dataset read = await context.Datasets.AsNoTracking().SingleAsync(dataset => dataset.Slug == "small", Cancellation);
        Assert.Equal("Small set", read.Card.Title.En);
        Assert.Equal(10, read.Card.Declared.Images);
        Assert.Null(read.Card.Declared.Patients);
        Assert.Equal(["no finding"], read.Card.Labels);
        Assert.Equal(["images"], read.Card.Unverified);
        Assert.Equal(["ct"], read.Modalities);
        Assert.Equal(LicenceClass.NonCommercial, read.LicenceClass);
        Assert.Equal(10, read.ImageCount);
        Assert.Equal(Now, read.UpdatedAt);
    }

    [Fact]
    public async Task A_slug_is_given_once()
    {
        await StoreAsync(new Dataset("twice", DatasetOrigin.Catalogue, Card("A"), Facets, Now));
        await Assert.ThrowsAsync<DbUpdateException>(() => StoreAsync(new Dataset("twice", DatasetOrigin.Catalogue, Card("B"), Facets, Now)));
    }

    [Fact]
    public async Task The_second_of_two_writers_is_told()
    {
        await StoreAsync(new Dataset("shared", DatasetOrigin.Catalogue, Card("A"), Facets, Now));
        await using MedAggContext mine = await _database.OpenAsync(Cancellation);
        await using MedAggContext theirs = await _database.OpenAsync(Cancellation);
        Dataset myCopy = await mine.Datasets.SingleAsync(dataset => dataset.Slug == "shared", Cancellation);
        Dataset theirCopy = await theirs.Datasets.SingleAsync(dataset => dataset.Slug == "shared", Cancellation);

        theirCopy.SetActive(false, Now.AddMinutes(1));
        await theirs.SaveChangesAsync(Cancellation);
        myCopy.SetActive(true, Now.AddMinutes(2));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync(Cancellation));
    }

    [Fact]
    public async Task Progress_of_a_stage_is_stored_when_it_advances()
    {
        IngestionRequest request = new(new() { Kind = SourceKind.Url, Location = "https://example.org/a.zip" }, "A", null, null, Now);
        await StoreAsync(request);
        await using (MedAggContext context = await _database.OpenAsync(Cancellation))
        {
            IngestionRequest running = await context.Ingestions.SingleAsync(ingestion => ingestion.Id == request.Id, Cancellation);
            running.Begin(Now);
            running.Advance(running.Stage(StageName.Download) with { State = StageState.Running, BytesDone = 5, BytesTotal = 9 });
            await context.SaveChangesAsync(Cancellation);
        }

        await using MedAggContext fresh = await _database.OpenAsync(Cancellation);
        IngestionRequest read = await fresh.Ingestions.SingleAsync(ingestion => ingestion.Id == request.Id, Cancellation);
        Assert.Equal(Enum.GetValues<StageName>(), read.Stages.Select(stage => stage.Name));
        Assert.Equal((StageState.Running, 5L, 9L), (read.Stage(StageName.Download).State, read.Stage(StageName.Download).BytesDone, read.Stage(StageName.Download).BytesTotal!.Value));
        Assert.Equal(IngestionStatus.Running, read.Status);
    }

    [Fact]
    public async Task A_recipe_keeps_its_bytes()
    {
        const string Json = "{\"schema\":1,  \"name\":\"Ё\"}";
        Collection collection = new("Ё", Json, new string('a', 64), null, null, Now);
        await StoreAsync(collection);
        await using MedAggContext context = await _database.OpenAsync(Cancellation);
        Assert.Equal(Json, (await context.Collections.AsNoTracking().SingleAsync(Cancellation)).RecipeJson);
    }

    [Fact]
    public async Task A_team_has_its_members_with_their_roles()
    {
        User owner = new() { Id = Guid.NewGuid(), UserName = "o" };
        User viewer = new() { Id = Guid.NewGuid(), UserName = "v" };
        await StoreAsync(owner, viewer);
        Team team = new("Thorax", owner.Id, Now);
        team.Admit(viewer.Id, TeamRole.Viewer, Now);
        team.Admit(viewer.Id, TeamRole.Editor, Now);
        await StoreAsync(team);

        await using MedAggContext context = await _database.OpenAsync(Cancellation);
        Team read = await context.Teams.Include(t => t.Members).SingleAsync(t => t.Id == team.Id, Cancellation);
        Assert.Equal([TeamRole.Editor, TeamRole.Owner], read.Members.Select(member => member.Role).Order());
    }

    private static DatasetFacets Facets => new() { Provider = "zenodo", Modalities = ["ct"], LicenceName = "CC BY-NC 4.0" };

    private static DatasetCard Card(string title) => new() { Title = new() { En = title, Ru = title }, Description = new() { En = "…", Ru = "…" } };

    private async Task StoreAsync(params object[] entities)
    {
        await using MedAggContext context = await _database.OpenAsync(Cancellation);
        context.AddRange(entities);
        await context.SaveChangesAsync(Cancellation);
    }
}
