using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class SavedSearchesTests : IAsyncLifetime
{
    private static readonly SearchOwner Visitor = SearchOwner.Of(null, Guid.NewGuid());

    private readonly DatasetIndex _index = new(TaxonomyLoader.LoadShipped());
    private TestDatabase _database = null!;
    private SavedSearches _searches = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Token);
        _searches = new(_database.Contexts, new DatasetSearch(_index), TimeProvider.System);
        _index.Replace([Entry("old-ct", "ct"), Entry("old-mri", "mri")]);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_was_published_since_the_last_look_is_new_until_the_next_one()
    {
        long id = (await _searches.SaveAsync(Visitor, "", SearchAddress.Parse("?q=chest&modality=ct&sort=title&page=2"), Actor.Nobody, Token))!.Value;
        Assert.Empty((await OneAsync()).New);

        _index.Upsert(Entry("new-ct", "ct"));
        _index.Upsert(Entry("new-mri", "mri"));
        SavedSearchRow row = await OneAsync();
        Assert.Equal(["new-ct"], row.New);
        Assert.Equal(2, row.Total);
        Assert.Equal("?q=chest&modality=ct", row.Address); // page and order do not make another search
        Assert.Equal("chest", row.Name);

        await _searches.LookAsync(Visitor, id, Actor.Nobody, Token);
        Assert.Empty((await OneAsync()).New);
    }

    [Fact]
    public async Task A_dataset_that_is_described_anew_and_now_fits_is_new_too()
    {
        await _searches.SaveAsync(Visitor, "", SearchAddress.Parse("?modality=ct"), Actor.Nobody, Token);
        _index.Upsert(Entry("old-mri", "ct"));
        Assert.Equal(["old-mri"], (await OneAsync()).New);
    }

    [Fact]
    public async Task The_same_search_is_saved_once_and_found_by_its_address()
    {
        SearchAddress address = SearchAddress.Parse("?q=chest");
        long? first = await _searches.SaveAsync(Visitor, "mine", address, Actor.Nobody, Token);
        Assert.Equal(first, await _searches.SaveAsync(Visitor, "again", address.SortBy(SearchOrder.Newest), Actor.Nobody, Token));
        Assert.Equal("mine", (await _searches.FindAsync(Visitor, address with { Page = 3 }, Actor.Nobody, Token))!.Name);
        Assert.Null(await _searches.FindAsync(Visitor, address.Ask("lung"), Actor.Nobody, Token));
    }

    [Fact]
    public async Task Nobody_reaches_the_searches_of_another()
    {
        long id = (await _searches.SaveAsync(Visitor, "mine", SearchAddress.Parse("?q=chest"), Actor.Nobody, Token))!.Value;
        var other = SearchOwner.Of(null, Guid.NewGuid());
        await _searches.RenameAsync(other, id, "stolen", Token);
        await _searches.DeleteAsync(other, id, Token);
        Assert.Empty(await _searches.ListAsync(other, Actor.Nobody, Token));
        Assert.Equal("mine", (await OneAsync()).Name);
        Assert.Null(await _searches.SaveAsync(SearchOwner.Of((Guid?)null, null), "nobody's", SearchAddress.Parse("?q=chest"), Actor.Nobody, Token));

        await _searches.RenameAsync(Visitor, id, "  ", Token);
        Assert.Equal("chest", (await OneAsync()).Name); // a search without a name is called by its question
        await _searches.DeleteAsync(Visitor, id, Token);
        Assert.Empty(await _searches.ListAsync(Visitor, Actor.Nobody, Token));
    }

    [Fact]
    public async Task Private_datasets_are_new_only_for_those_who_may_see_them()
    {
        Guid user = await new StoredDatasets(_database).AddUserAsync("owner");
        var owner = SearchOwner.Of(user, null);
        Actor actor = new() { UserId = user };
        await _searches.SaveAsync(owner, "", SearchAddress.Parse("?modality=ct"), actor, Token);
        await _searches.SaveAsync(Visitor, "", SearchAddress.Parse("?modality=ct"), Actor.Nobody, Token);
        _index.Upsert(Entry("secret", "ct") with { Audience = Audience.OfUser(user) });
        Assert.Equal(["secret"], Assert.Single(await _searches.ListAsync(owner, actor, Token)).New);
        Assert.Empty((await OneAsync()).New);
    }

    [Fact]
    public async Task What_a_visitor_searched_and_saved_becomes_his_when_he_signs_in()
    {
        Guid user = await new StoredDatasets(_database).AddUserAsync("joined");
        var account = SearchOwner.Of(user, null);
        var history = new SearchHistory(_database.Contexts, TimeProvider.System);
        await _searches.SaveAsync(Visitor, "kept", SearchAddress.Parse("?q=chest"), Actor.Nobody, Token);
        await history.LogAsync(SearchAddress.Parse("?q=chest&licence=open"), 2, Visitor, "ru", 1, Token);
        await history.LogAsync(SearchAddress.Parse("?q=another"), 0, SearchOwner.Of(null, Guid.NewGuid()), "ru", 1, Token);

        Assert.Equal(2, await new SearchOwnership(_database.Contexts).JoinAsync(Visitor.VisitorId!.Value, user, Token));
        Assert.Equal("kept", Assert.Single(await _searches.ListAsync(account, Actor.Nobody, Token)).Name);
        PastSearches past = await history.ListAsync(account, 0, 10, Token);
        Assert.Equal("?q=chest&licence=open", Assert.Single(past.Rows).Address); // the filters come with it
        Assert.Empty(await _searches.ListAsync(Visitor, Actor.Nobody, Token));
        Assert.Equal(0, (await history.ListAsync(Visitor, 0, 10, Token)).Total);
    }

    [Fact]
    public async Task The_same_search_again_within_minutes_is_one_line_of_history()
    {
        var history = new SearchHistory(_database.Contexts, TimeProvider.System);
        foreach (string query in new[] { "?q=lung", "?q=lung", "?q=lung&page=2", "?q=lung&modality=ct", "?q=lung" })
            await history.LogAsync(SearchAddress.Parse(query), 1, Visitor, "en", 1, Token);
        PastSearches past = await history.ListAsync(Visitor, 0, 10, Token);
        Assert.Equal(["?q=lung", "?q=lung&modality=ct", "?q=lung"], past.Rows.Select(row => row.Address));

        await history.ForgetAsync(SearchOwner.Of(null, Guid.NewGuid()), past.Rows[0].Id, Token);
        Assert.Equal(3, (await history.ListAsync(Visitor, 0, 10, Token)).Total);
        await history.ForgetAsync(Visitor, past.Rows[0].Id, Token);
        Assert.Equal(2, await history.ForgetAllAsync(Visitor, Token));
    }

    private async Task<SavedSearchRow> OneAsync() => Assert.Single(await _searches.ListAsync(Visitor, Actor.Nobody, Token));

    private static IndexEntry Entry(string slug, string modality) => new()
    {
        Slug = slug,
        Title = new LocalizedText { En = $"Chest {slug}", Ru = $"Грудная клетка {slug}" },
        Description = new LocalizedText { En = "Chest images." },
        Modalities = [modality],
        Areas = ["chest"],
    };
}
