using System.Diagnostics;
using MedAgg.Domain.Search;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace MedAgg.Web.Features.Catalog;

/// <summary>The catalogue: question, understood parts, facets, results. The address holds all of it.</summary>
public sealed partial class SearchPage
{
    private const int RecentShown = 6;

    /// <summary>Key of <see cref="View"/> in <see cref="FirstRenderings"/>.</summary>
    [PersistentState]
    public string? Kept { get; set; }

    [Inject]
    private FirstRenderings Renderings { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    [Inject]
    private IDatasetSearch Search { get; set; } = null!;

    [Inject]
    private CatalogQueries Catalogue { get; set; } = null!;

    [Inject]
    private SearchHistory History { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private BasketKeeper BasketKeeper { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<SearchPage> Logger { get; set; } = null!;

    private SearchAddress Address { get; set; } = SearchAddress.Empty;

    private SearchView? View { get; set; }

    private string? FailureReference { get; set; }

    private bool AreFacetsOpen { get; set; }

    private bool IsReading { get; set; }

    private string Totals
    {
        get
        {
            SearchTotals totals = View!.Answer.Totals;
            int all = View.Answer.Total;
            List<string> parts = [];
            if (totals.ImagesStatedIn > 0)
                parts.Add(totals.ImagesStatedIn == all ? T.Say("Search.Images", Format.Compact(totals.Images)) : T.Say("Search.ImagesIn", Format.Compact(totals.Images), totals.ImagesStatedIn));
            if (totals.BytesStatedIn > 0)
                parts.Add(totals.BytesStatedIn == all ? Format.Bytes(totals.Bytes) : T.Say("Search.BytesIn", Format.Bytes(totals.Bytes), totals.BytesStatedIn));
            return string.Join(" · ", parts);
        }
    }

    private string? RelaxationSays => View!.Answer.Relaxation is { } relaxation ? T.Say("Zero.Without", relaxation.Total, RelaxedValue(relaxation)) : null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Address = Here();
        View = Renderings.Take<SearchView>(Kept);
        BasketKeeper.Changed += StateHasChanged;
        if (HttpContext is not null)
            BasketKeeper.Begin(HttpContext.Request.Cookies[Basket.Cookie]);
        else if (View is not null)
            BasketKeeper.Begin(View.Basket);
        Navigation.LocationChanged += Follow;
        Watch(Domain.Changes.ChangeKind.Dataset, null, ReadAsync);
        if (View?.Query != Address.ToQuery())
            await ReadAsync();
        Kept = View is null || RendererInfo.IsInteractive ? null : Renderings.Keep(View);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await BasketKeeper.ReadAsync(Left);
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        Navigation.LocationChanged -= Follow;
        BasketKeeper.Changed -= StateHasChanged;
        base.Dispose(isDisposing);
    }

    private async Task ReadAsync()
    {
        IsReading = true;
        try
        {
            View = await AskAsync(Address);
            FailureReference = null;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            FailureReference = Reference.New();
            Log.SearchFailed(Logger, FailureReference, exception);
        }
        finally
        {
            IsReading = false;
        }
    }

    private async Task<SearchView> AskAsync(SearchAddress address)
    {
        Actor actor = await Actors.OfAsync((await Authentication).User, Left);
        long began = Stopwatch.GetTimestamp();
        SearchAnswer answer = Search.Search(address.ToRequest(Language.Current, DatasetVisibility.Audiences(actor)));
        double tookMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        IReadOnlyList<ResultCard> cards = await Catalogue.CardsAsync([.. answer.Hits.Select(hit => hit.Slug)], actor, Left);
        IReadOnlyList<RecentSearch> recent = actor.UserId is { } user && address.Text.Length == 0 ? await History.RecentAsync(user, RecentShown, Left) : [];
        if (!RendererInfo.IsInteractive) // every new address is rendered once without a circuit: log it there, not twice
            await History.LogAsync(address, answer, actor.UserId, Language.Current, tookMs, Left);
        return new(address.ToQuery(), answer, cards, recent, BasketKeeper.Basket.ToString());
    }

    // Links and the back button change the address; this page reads again while it is still the page of the address.
    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath != "/")
            return;
        _ = InvokeAsync(async () =>
        {
            SearchAddress address = Here();
            if (address.ToQuery() == Address.ToQuery())
                return;
            Address = address;
            AreFacetsOpen = AreFacetsOpen && address.Text == View?.Answer.Corrected;
            await ReadAsync();
            StateHasChanged();
        });
    }

    private SearchAddress Here() => SearchAddress.Parse(new Uri(Navigation.Uri).Query);

    private void Go(SearchAddress address) => Navigation.NavigateTo(address.ToHref());

    private void Sort(ChangeEventArgs change)
    {
        if (Enum.TryParse(change.Value?.ToString(), out SearchOrder order))
            Go(Address.SortBy(order));
    }

    private Task ToggleAsync(string slug) => BasketKeeper.ToggleAsync(slug, Left);

    private SearchHit? HitOf(ResultCard card) => View!.Answer.Hits.FirstOrDefault(hit => hit.Slug == card.Slug);

    private string Why(UnderstoodSlot slot)
    {
        string because = slot.IsImplied ? T.Say("Search.Implied", slot.Words) : T.Say("Search.Because", slot.Words);
        return Words.Icd10(slot.Id) is { } icd10 ? $"{because} · {T.Say("Search.Icd10", icd10)}" : because;
    }

    private string RelaxedValue(Relaxation relaxation) => FacetName.All.Contains(relaxation.Facet)
        ? $"{Words.Facet(relaxation.Facet)}: {string.Join(", ", relaxation.Value.Split(',').Select(value => Words.Value(relaxation.Facet, value)))}"
        : relaxation.Value;
}
