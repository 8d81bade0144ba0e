using System.Text;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Tests.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Tests.Features.Collections;

public sealed class CollectionUseCaseTests(Doors doors) : IClassFixture<Doors>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_recipe_is_pinned_counted_and_put_into_the_queue()
    {
        Actor person = await doors.PersonAsync("Anna");
        string slug = await DatasetAsync(person, "CC BY 4.0");
        StartedCollection started = await doors.Get<StartCollection>().RunAsync(person, Order("  My set ", slug), Token);
        Assert.Null(started.Refusal);
        CollectionRow row = (await doors.Get<CollectionQueries>().FindAsync(person, started.Id!.Value, Token))!;
        Assert.Equal(("My set", CollectionStatus.Queued, 2L, 1L), (row.Name, row.Status, row.Images!.Value, row.Patients!.Value));
        Assert.Equal(1, Assert.Single(row.Sources).Version);
        string recipe = (await doors.Get<CollectionQueries>().RecipeAsync(person, row.Id, Token))!;
        Assert.Equal(row.RecipeSha256, RecipeJson.Sha256(recipe));
        Assert.True(await doors.Get<CollectionScheduler>().IsLiveAsync(row.Id, Token));
        Assert.Equal("collection.created", Assert.Single(await doors.Get<CollectionQueries>().HistoryAsync(row, Token)).Action);
    }

    [Fact]
    public async Task Terms_that_bind_must_be_accepted()
    {
        Actor person = await doors.PersonAsync("Boris");
        string slug = await DatasetAsync(person, "CC BY-NC 4.0");
        StartCollection start = doors.Get<StartCollection>();
        Assert.Equal("LICENCE_NOT_ACCEPTED", (await start.RunAsync(person, Order("set", slug), Token)).Refusal?.Code);
        Assert.NotNull((await start.RunAsync(person, Order("set", slug) with { AcceptsLicences = true }, Token)).Id);
    }

    [Fact]
    public async Task Nobody_draws_from_what_he_may_not_see()
    {
        Actor person = await doors.PersonAsync("Owner");
        Actor stranger = await doors.PersonAsync("Stranger");
        string slug = await DatasetAsync(person, "CC0", Visibility.Private);
        Assert.Equal("DATASET_NOT_FOUND", (await doors.Get<StartCollection>().RunAsync(stranger, Order("set", slug), Token)).Refusal?.Code);
        Assert.Empty(await doors.Get<BuilderQueries>().DatasetsAsync(stranger, [slug], null, Token));
        BuilderDataset own = Assert.Single(await doors.Get<BuilderQueries>().DatasetsAsync(person, ["unknown", slug, slug], null, Token));
        Assert.Equal((1, 2L), (own.Version!.Value, own.Images));
    }

    [Theory]
    [InlineData("", "NAME_MISSING")]
    [InlineData("set", "RECIPE_EMPTY")]
    public async Task An_order_without_name_or_source_is_refused(string name, string code)
    {
        Actor person = await doors.PersonAsync("Anna");
        string slug = await DatasetAsync(person, "CC0");
        Recipe recipe = new() { Name = name, Sources = name.Length == 0 ? [new() { Dataset = slug }] : [] };
        Assert.Equal(code, (await doors.Get<StartCollection>().RunAsync(person, new(recipe), Token)).Refusal?.Code);
    }

    [Fact]
    public async Task A_waiting_build_is_cancelled_and_ordered_again()
    {
        Actor person = await doors.PersonAsync("Vera");
        long id = await CollectionAsync(person, null, "set");
        Assert.Equal("COLLECTION_BUSY", (await doors.Get<RebuildCollection>().RunAsync(person, id, Token))?.Code);
        Assert.Null(await doors.Get<CancelCollection>().RunAsync(person, id, Token));
        Assert.Equal(CollectionStatus.Cancelled, (await FindAsync(person, id)).Status);
        Assert.Null(await doors.Get<RebuildCollection>().RunAsync(person, id, Token));
        Assert.Equal(CollectionStatus.Queued, (await FindAsync(person, id)).Status);
        IReadOnlyList<CollectionEvent> history = await doors.Get<CollectionQueries>().HistoryAsync(await FindAsync(person, id), Token);
        Assert.Equal(["collection.rebuild_requested", "collection.cancel_requested"], history.Select(e => e.Action));
        Assert.All(history, e => Assert.Equal("Vera", e.Actor));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_state_and_by_names_of_collections_and_datasets()
    {
        (long team, Actor owner, Actor viewer) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Viewer"), TeamRole.Viewer);
        string slug = await DatasetAsync(owner, "CC0");
        long ready = await CollectionAsync(owner, team, "100% КТ", slug, collection => collection.Finish(new string('a', 64), 5000, Now, TimeSpan.FromDays(14)));
        long failed = await CollectionAsync(owner, team, "broken", "other", collection => collection.Fail(new Refusal("DISK_FULL", "No room."), Now));
        await CollectionAsync(owner, null, "private", slug);
        CollectionQueries queries = doors.Get<CollectionQueries>();

        CollectionList all = await queries.ListAsync(viewer, new(), Token);
        Assert.Equal([failed, ready], all.Rows.Select(row => row.Id));
        Assert.All(all.Rows, row => Assert.False(row.MayChange));
        Assert.Equal((2, 1, 1, 5000), (all.All, all.CountOf(CollectionState.Ready), all.CountOf(CollectionState.Failed), all.ArchiveBytes));
        Assert.Equal([ready], (await queries.ListAsync(viewer, new() { State = CollectionState.Ready }, Token)).Rows.Select(row => row.Id));
        Assert.Equal([ready], (await queries.ListAsync(viewer, new() { Text = "100% к" }, Token)).Rows.Select(row => row.Id));
        Assert.Equal([ready], (await queries.ListAsync(viewer, new() { Text = slug.ToUpperInvariant() }, Token)).Rows.Select(row => row.Id));
        Assert.Empty((await queries.ListAsync(viewer, new() { Text = "1__% к" }, Token)).Rows); // no wildcards
        Assert.Null(await queries.FindAsync(await doors.PersonAsync("Stranger"), ready, Token));
    }

    [Fact]
    public async Task An_archive_is_handed_out_while_it_is_kept()
    {
        Actor person = await doors.PersonAsync("Galina");
        BlobRef blob = await doors.Get<IBlobStore>().PutAsync(new MemoryStream(Encoding.UTF8.GetBytes("a ZIP, let us say")), Token);
        CollectionArchive archives = doors.Get<CollectionArchive>();
        long waiting = await CollectionAsync(person, null, "set");
        Assert.Equal("ARCHIVE_NOT_READY", (await archives.OpenAsync(person, waiting, Token)).Refusal?.Code);

        long ready = await CollectionAsync(person, null, "set", "s", collection => collection.Finish(blob.Sha256, blob.SizeBytes, Now, TimeSpan.FromDays(1)));
        (_, Stream? archive, _) = await archives.OpenAsync(person, ready, Token);
        await using (archive)
            Assert.Equal("a ZIP, let us say", await new StreamReader(archive!).ReadToEndAsync(Token));
        Assert.Equal("NOT_FOUND", (await archives.OpenAsync(await doors.PersonAsync("Stranger"), ready, Token)).Refusal?.Code);

        await doors.Get<IBlobStore>().DeleteAsync(blob.Sha256, Token);
        Assert.Equal("ARCHIVE_EXPIRED", (await archives.OpenAsync(person, ready, Token)).Refusal?.Code);
    }

    [Fact]
    public async Task An_expiry_that_nobody_wrote_down_stands_in_the_history()
    {
        Actor person = await doors.PersonAsync("Dina");
        long id = await CollectionAsync(person, null, "set", "s", collection =>
        {
            collection.Finish(new string('b', 64), 1, Now.AddDays(-3), TimeSpan.FromDays(2));
            collection.Expire();
        });
        CollectionRow row = await FindAsync(person, id);
        CollectionEvent expired = Assert.Single(await doors.Get<CollectionQueries>().HistoryAsync(row, Token));
        Assert.Equal(("collection.expired", row.ExpiresAt), (expired.Action, expired.At));
    }

    private static CollectionOrder Order(string name, string slug) => new(new Recipe { Name = name, Sources = [new() { Dataset = slug }] });

    private async Task<CollectionRow> FindAsync(Actor actor, long id) => (await doors.Get<CollectionQueries>().FindAsync(actor, id, Token))!;

    private async Task<long> CollectionAsync(Actor owner, long? team, string name, string dataset = "set", Action<Collection>? then = null)
    {
        string json = RecipeJson.Write(new() { Name = name, Sources = [new() { Dataset = dataset }] });
        Collection collection = new(name, json, RecipeJson.Sha256(json), owner.UserId, team, Now);
        then?.Invoke(collection);
        await using MedAggContext context = await doors.OpenAsync();
        context.Collections.Add(collection);
        await context.SaveChangesAsync(Token);
        return collection.Id;
    }

    /// <summary>A published dataset of two images of one patient.</summary>
    private async Task<string> DatasetAsync(Actor owner, string licence, Visibility visibility = Visibility.Public)
    {
        await using MedAggContext context = await doors.OpenAsync();
        string slug = $"set-{Guid.NewGuid():N}";
        Dataset dataset = new(slug, DatasetOrigin.Ingested, new() { Title = new() { En = slug } }, new() { Provider = "direct", LicenceName = licence }, Now);
        dataset.Entrust(owner.UserId, null, visibility);
        context.Datasets.Add(dataset);
        await context.SaveChangesAsync(Token);
        DatasetVersion version = new(dataset.Id, 1, Now);
        context.Versions.Add(version);
        await context.SaveChangesAsync(Token);
        foreach (string path in new[] { "a.dcm", "b.dcm" })
        {
            DatasetFile file = new() { VersionId = version.Id, Path = path, Role = FileRole.Image, Kind = "dicom", SizeBytes = 10, Sha256 = new string(path[0], 64), Place = new(new string('0', 64), 0, 10, Packing.Stored) };
            context.Files.Add(file);
            await context.SaveChangesAsync(Token);
            context.Images.Add(new() { VersionId = version.Id, FileId = file.Id, Modality = "ct", PatientKey = "P1" });
        }

        version.Publish(new() { Files = 2, Images = 2, Bytes = 20, Patients = 1 }, new string('c', 64), "{}", Now);
        dataset.Adopt(version, Now);
        await context.SaveChangesAsync(Token);
        return slug;
    }
}
