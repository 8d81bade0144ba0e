using System.Diagnostics;
using MedAgg.Domain.Search;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace MedAgg.Web.Features.Catalog;

/// <summary>The catalogue: question, understood parts, facets, results. The address holds all of it.</summary>
public sealed partial class SearchPage
{
    private const int RecentShown = 5;
    private const int RecentRead = 50;
    private const int SavedShown = 4;

    // A question that rests so long is a search; before, somebody is still typing.
    private static readonly TimeSpan TypingRest = TimeSpan.FromSeconds(2);

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
    private SavedSearches Saved { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

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

    /// <summary>What is new in a saved search; it stays so while the page looks at it.</summary>
    private HashSet<string> NewSlugs { get; } = [];

    private IJSObjectReference? _module;
    private ElementReference _facetButton;
    private int _readings;
    private int _keystrokes;
    private bool _isTyping;
    private bool _isEntered;

    private string Totals
    {
        get
        {
            SearchTotals totals = View!.Answer.Totals;
            int all = View.Answer.Total;
            List<string> parts = [];
            if (totals.ImagesStatedIn > 0)
                parts.Add(totals.ImagesStatedIn == all ? T.Say("Search.Images", Format.Compact(totals.Images), Counted(totals.Images)) : T.Say("Search.ImagesIn", Format.Compact(totals.Images), totals.ImagesStatedIn, Counted(totals.Images)));
            if (totals.BytesStatedIn > 0)
                parts.Add(totals.BytesStatedIn == all ? Format.Bytes(totals.Bytes) : T.Say("Search.BytesIn", Format.Bytes(totals.Bytes), totals.BytesStatedIn));
            return string.Join(" · ", parts);
        }
    }

    private string? RelaxationSays =>
        View!.Answer.Relaxation is { } relaxation ? T.Say("Zero.Without", relaxation.Total, RelaxedValue(relaxation))
        : Address.FilterCount > 0 ? T["Zero.NoSingle"].Value
        : null;

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
        if (!firstRender)
            return;
        await BasketKeeper.ReadAsync(Left);
        await LookAsync();
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        Navigation.LocationChanged -= Follow;
        BasketKeeper.Changed -= StateHasChanged;
        _ = _module is null ? Task.CompletedTask : ReleaseAsync(_module);
        base.Dispose(isDisposing);
    }

    private async Task ReadAsync()
    {
        int reading = ++_readings;
        IsReading = true;
        try
        {
            SearchView view = await AskAsync(Address);
            if (reading != _readings)
                return; // somebody typed on
            View = view;
            NewSlugs.UnionWith(view.ThisSaved?.New ?? []);
            FailureReference = null;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            FailureReference = Reference.New();
            Log.SearchFailed(Logger, FailureReference, exception);
        }
        finally
        {
            IsReading = reading != _readings;
        }
    }

    private async Task<SearchView> AskAsync(SearchAddress address)
    {
        Actor actor = await Actors.OfAsync((await Authentication).User, Left);
        SearchOwner owner = SearchOwner.Of(actor, Visitor);
        long began = Stopwatch.GetTimestamp();
        SearchAnswer answer = Search.Search(address.ToRequest(Language.Current, DatasetVisibility.Audiences(actor)));
        double tookMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        IReadOnlyList<ResultCard> cards = await Catalogue.CardsAsync([.. answer.Hits.Select(hit => hit.Slug)], actor, Left);
        if (_isTyping && View is { } shown) // what is the reader's own does not change with a keystroke
            return shown with { Query = address.ToQuery(), Answer = answer, Cards = cards, ThisSaved = null, Basket = BasketKeeper.Basket.ToString() };

        bool isStart = address.Text.Length == 0 && address.FilterCount == 0;
        IReadOnlyList<RecentSearch> recent = await History.RecentAsync(owner, RecentRead, Left);
        IReadOnlyList<SavedSearchRow> saved = isStart ? await Saved.ListAsync(owner, actor, Left) : [];
        SavedSearchRow? thisSaved = isStart ? null : await Saved.FindAsync(owner, address, actor, Left);
        if (!RendererInfo.IsInteractive) // every settled address is rendered once without a circuit: log it there, not twice
            await History.LogAsync(address, answer.Total, owner, Language.Current, tookMs, Left);
        return new(address.ToQuery(), answer, cards, recent, saved, thisSaved, BasketKeeper.Basket.ToString());
    }

    // Results follow each keystroke; the address comes after them.
    private async Task TypeAsync(SearchAddress address)
    {
        if (address.ToQuery() == Address.ToQuery())
            return;
        int keystroke = ++_keystrokes;
        _isTyping = true;
        Address = address;
        NewSlugs.Clear();
        await ReadAsync();
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", Left, "./Features/Catalog/SearchPage.razor.js");
        if (keystroke != _keystrokes)
            return; // somebody typed on, or asked: a late answer must not turn the address back
        bool isNew = !_isEntered;
        _isEntered = true;
        await _module.InvokeVoidAsync("follow", Left, address.ToHref(), isNew);
        _ = RestAsync(keystroke);
    }

    private async Task RestAsync(int keystrokes)
    {
        await Task.Delay(TypingRest, Clock, Left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (keystrokes != _keystrokes || !_isTyping || Left.IsCancellationRequested)
            return;
        try
        {
            SearchOwner owner = SearchOwner.Of((await Authentication).User.Id(), Visitor.Id);
            await History.LogAsync(Address, View?.Answer.Total ?? 0, owner, Language.Current, 0, Left);
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            Log.SearchNotKept(Logger, exception);
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            return; // the reader has left
        }
    }

    // Whoever sees the results of a saved search has looked.
    private async Task LookAsync()
    {
        if (View?.ThisSaved is not { } saved || !RendererInfo.IsInteractive)
            return;
        NewSlugs.UnionWith(saved.New);
        Actor actor = await Actors.OfAsync((await Authentication).User, Left);
        await Saved.LookAsync(SearchOwner.Of(actor, Visitor), saved.Id, actor, Left);
    }

    // Links and the back button change the address; this page reads again while it is still the page of the address.
    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath != "/")
            return;
        _ = InvokeAsync(async () =>
        {
            SearchAddress address = Here();
            bool wasTyping = _isTyping;
            (_isTyping, _isEntered) = (false, false);
            if (address.ToQuery() == Address.ToQuery() && !wasTyping)
                return;
            AreFacetsOpen = AreFacetsOpen && address.Text == Address.Text;
            Address = address;
            NewSlugs.Clear();
            await ReadAsync();
            await LookAsync();
            StateHasChanged();
        });
    }

    private SearchAddress Here() => SearchAddress.Parse(new Uri(Navigation.Uri).Query);

    // What was typed has an entry in the browser's history already: settling it makes no second one.
    private void Go(SearchAddress address)
    {
        _keystrokes++;
        Navigation.NavigateTo(address.ToHref(), replace: _isEntered);
    }

    // The button that closes the panel goes with it: whoever pressed it stands at the one that opens it.
    private async Task CloseFacetsAsync()
    {
        AreFacetsOpen = false;
        await _facetButton.FocusAsync();
    }

    private void Sort(ChangeEventArgs change)
    {
        if (Enum.TryParse(change.Value?.ToString(), out SearchOrder order))
            Go(Address.SortBy(order));
    }

    // "1,9 млн снимков": a number that is written shortened takes the form of a round one.
    private static long Counted(long number) => Math.Min(number, 10_000);

    private static async Task ReleaseAsync(IJSObjectReference module)
    {
        try
        {
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            return; // the browser has gone, and the module with it
        }
    }

    private Task ToggleAsync(string slug) => BasketKeeper.ToggleAsync(slug, Left);

    private SearchHit? HitOf(ResultCard card) => View!.Answer.Hits.FirstOrDefault(hit => hit.Slug == card.Slug);

    private string RelaxedValue(Relaxation relaxation) => FacetName.All.Contains(relaxation.Facet)
        ? $"{Words.Facet(relaxation.Facet)}: {string.Join(", ", relaxation.Value.Split(',').Select(value => Words.Value(relaxation.Facet, value)))}"
        : relaxation.Value;
}
