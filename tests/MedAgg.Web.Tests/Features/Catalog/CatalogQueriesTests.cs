using MedAgg.Domain.Audit;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class CatalogQueriesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private StoredDatasets _stored = null!;
    private CatalogQueries _queries = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Token);
        _stored = new(_database);
        _queries = new(_database.Contexts);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(Visibility.Public, true, "stranger", true)]
    [InlineData(Visibility.Public, true, "nobody", true)]
    [InlineData(Visibility.Public, false, "stranger", false)]
    [InlineData(Visibility.Public, false, "owner", true)]
    [InlineData(Visibility.Team, true, "stranger", false)]
    [InlineData(Visibility.Team, true, "member", true)]
    [InlineData(Visibility.Team, true, "owner", true)]
    [InlineData(Visibility.Private, true, "nobody", false)]
    [InlineData(Visibility.Private, true, "stranger", false)]
    [InlineData(Visibility.Private, true, "member", false)]
    [InlineData(Visibility.Private, true, "owner", true)]
    [InlineData(Visibility.Private, false, "administrator", true)]
    public async Task A_dataset_is_there_for_those_who_may_see_it(Visibility visibility, bool isActive, string who, bool isThere)
    {
        Guid owner = await _stored.AddUserAsync($"owner-{Guid.NewGuid():N}");
        long team = await _stored.AddTeamAsync(owner);
        string slug = $"set-{Guid.NewGuid():N}";
        await _stored.AddAsync(slug, owner, team, visibility, isActive);
        Actor actor = who switch
        {
            "owner" => new() { UserId = owner },
            "member" => new() { UserId = Guid.NewGuid(), Teams = new Dictionary<long, TeamRole> { [team] = TeamRole.Viewer } },
            "stranger" => new() { UserId = Guid.NewGuid(), Teams = new Dictionary<long, TeamRole> { [team + 1] = TeamRole.Owner } },
            "administrator" => new() { UserId = Guid.NewGuid(), IsAdministrator = true },
            _ => Actor.Nobody,
        };

        Assert.Equal(isThere, await _queries.FindAsync(slug, null, actor, Token) is not null);
        Assert.Equal(isThere ? 1 : 0, (await _queries.CardsAsync([slug], actor, Token)).Count);
    }

    [Fact]
    public async Task Cards_come_in_the_order_of_the_hits_and_gone_ones_are_left_out()
    {
        await _stored.AddAsync("a");
        await _stored.AddAsync("b");
        IReadOnlyList<ResultCard> cards = await _queries.CardsAsync(["b", "gone", "a"], Actor.Nobody, Token);
        Assert.Equal(["b", "a"], cards.Select(card => card.Slug));
    }

    [Fact]
    public async Task A_card_of_an_inspected_dataset_has_measured_numbers_and_two_pictures()
    {
        Dataset dataset = await _stored.AddAsync("measured", declaredImages: 999);
        DatasetVersion version = await _stored.AddVersionAsync(dataset, 1);
        DatasetFile first = await _stored.AddFileAsync(version, "a/1.png");
        await _stored.AddFileAsync(version, "a/2.png");
        DatasetFile last = await _stored.AddFileAsync(version, "z/9.png");
        await _stored.AddFileAsync(version, "0-readme.txt", FileRole.Document);

        ResultCard card = Assert.Single(await _queries.CardsAsync(["measured"], Actor.Nobody, Token));
        Assert.Equal(new Figure(2, FactStanding.Measured), card.Figures.Images);
        Assert.Equal([first.Id, last.Id], card.PreviewFiles);
        Assert.Equal(1, card.Version);
        Assert.Equal(LicenceClass.Open, card.LicenceClass);
    }

    [Fact]
    public async Task A_card_of_a_described_dataset_has_declared_numbers_and_no_picture()
    {
        await _stored.AddAsync("described", declaredImages: 999);
        ResultCard card = Assert.Single(await _queries.CardsAsync(["described"], Actor.Nobody, Token));
        Assert.Equal(new Figure(999, FactStanding.Declared), card.Figures.Images);
        Assert.Empty(card.PreviewFiles);
        Assert.False(card.IsInspected);
    }

    [Fact]
    public async Task The_current_version_is_shown_unless_another_is_asked_for()
    {
        Dataset dataset = await _stored.AddAsync("versions");
        await _stored.AddVersionAsync(dataset, 1);
        await _stored.AddVersionAsync(dataset, 2);
        await _stored.AddVersionAsync(dataset, 3, VersionState.Abandoned);
        await _stored.AddVersionAsync(dataset, 4, VersionState.Filling);

        DatasetView? current = await _queries.FindAsync("versions", null, Actor.Nobody, Token);
        Assert.Equal([4, 2, 1], current!.Versions.Select(version => version.Number));
        Assert.Equal(2, current.Version!.Number);
        Assert.Equal(1, (await _queries.FindAsync("versions", 1, Actor.Nobody, Token))!.Version!.Number);
        Assert.True((await _queries.FindAsync("versions", 4, Actor.Nobody, Token))!.Version!.IsFilling);
        Assert.Null(await _queries.FindAsync("versions", 3, Actor.Nobody, Token));
        Assert.Null(await _queries.FindAsync("versions", 9, Actor.Nobody, Token));
    }

    [Fact]
    public async Task History_tells_who_did_what_newest_first()
    {
        Guid user = await _stored.AddUserAsync("Анна");
        await _stored.AddAsync("told");
        await using (MedAggContext context = await _database.OpenAsync(Token))
        {
            context.AuditEvents.AddRange(
                Event("dataset.created", "told", user, """{"version": 1, "name": "x", "nested": {"a": 1}}"""),
                Event("version.published", "told", null, null),
                Event("dataset.created", "other", user, null));
            await context.SaveChangesAsync(Token);
        }

        DatasetView dataset = (await _queries.FindAsync("told", null, Actor.Nobody, Token))!;
        IReadOnlyList<HistoryRow> rows = await new HistoryQueries(_database.Contexts).ReadAsync(dataset, 10, Token);
        Assert.Equal([("version.published", null), ("dataset.created", "Анна")], rows.Select(row => (row.Action, row.Actor)));
        Assert.Equal(["name=x", "version=1"], rows[1].Details.Select(detail => $"{detail.Key}={detail.Value}").Order());
    }

    [Fact]
    public async Task Searches_are_kept_and_a_person_gets_his_own_different_ones_back()
    {
        Guid user = await _stored.AddUserAsync("finder");
        var history = new SearchHistory(_database.Contexts, TimeProvider.System);
        foreach ((string query, Guid? who) in new[] { ("?q=lung", user), ("?q=brain&modality=mr", user), ("?q=Lung", user), ("?q=secret", (Guid?)null), ("?modality=ct", user), ("", user), ("?q=lung&page=2", user) })
            await history.LogAsync(SearchAddress.Parse(query), 3, SearchOwner.Of(who, null), "en", 1.5, Token);

        IReadOnlyList<RecentSearch> recent = await history.RecentAsync(SearchOwner.Of(user, null), 5, Token);
        Assert.Equal(["Lung", "brain"], recent.Select(search => search.Text));
        Assert.Equal("?q=brain&modality=mr", recent[1].Address);
        await using MedAggContext context = await _database.OpenAsync(Token);
        Assert.Equal(5, context.SearchLog.Count());
        Assert.Single(context.SearchLog, log => log.UserId == null);
    }

    private static AuditEvent Event(string action, string slug, Guid? actor, string? detail) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        ActorId = actor,
        Action = action,
        SubjectKind = "dataset",
        SubjectId = slug,
        DetailJson = detail,
    };
}
