using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace MedAgg.Web.Features.Searches;

/// <summary>A reader's saved searches, with what is new in them, and everything that he searched.</summary>
public sealed partial class SearchesPage
{
    private const int PageSize = 50;
    private const int MaxPage = 100_000;

    /// <summary>Key of what was read for the first rendering, see <see cref="FirstRenderings"/>.</summary>
    [PersistentState]
    public string? Kept { get; set; }

    [Inject]
    private FirstRenderings Renderings { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private SavedSearches Searches { get; set; } = null!;

    [Inject]
    private SearchHistory History { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<SearchesPage> Logger { get; set; } = null!;

    private IReadOnlyList<SavedSearchRow>? Saved { get; set; }

    private PastSearches? Past { get; set; }

    private string? FailureReference { get; set; }

    private bool IsAnonymous { get; set; }

    private bool IsClearing { get; set; }

    private long? Renamed { get; set; }

    private string NewName { get; set; } = "";

    private int PageNumber =>
        QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("page", out var page) && int.TryParse(page.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Math.Clamp(number, 1, MaxPage) : 1;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Follow;
        Watch(ChangeKind.Dataset, null, ReadAsync);
        if (Renderings.Take<FirstRendering>(Kept) is { } first)
            (Saved, Past, IsAnonymous) = (first.Saved, first.Past, first.IsAnonymous);
        else
            await ReadAsync();
        Kept = Saved is null || Past is null || RendererInfo.IsInteractive ? null : Renderings.Keep(new FirstRendering(Saved, Past, IsAnonymous));
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        Navigation.LocationChanged -= Follow;
        base.Dispose(isDisposing);
    }

    private async Task ReadAsync()
    {
        try
        {
            (Actor actor, SearchOwner owner) = await WhoAsync();
            IsAnonymous = actor.UserId is null;
            Saved = await Searches.ListAsync(owner, actor, Left);
            Past = await History.ListAsync(owner, (PageNumber - 1) * PageSize, PageSize, Left);
            FailureReference = null;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            FailureReference = Reference.New();
            Log.SearchesFailed(Logger, FailureReference, exception);
        }
    }

    private async Task<(Actor Actor, SearchOwner Owner)> WhoAsync()
    {
        Actor actor = await Actors.OfAsync((await Authentication).User, Left);
        return (actor, SearchOwner.Of(actor, Visitor));
    }

    private async Task RenameAsync(long id)
    {
        await Searches.RenameAsync((await WhoAsync()).Owner, id, NewName, Left);
        Renamed = null;
        await ReadAsync();
    }

    private void Escape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            Renamed = null;
    }

    private async Task DeleteAsync(long id)
    {
        await Searches.DeleteAsync((await WhoAsync()).Owner, id, Left);
        await ReadAsync();
    }

    private async Task ForgetAsync(long id)
    {
        await History.ForgetAsync((await WhoAsync()).Owner, id, Left);
        await ReadAsync();
    }

    private async Task ClearAsync()
    {
        await History.ForgetAllAsync((await WhoAsync()).Owner, Left);
        IsClearing = false;
        await ReadAsync();
    }

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath != "/searches")
            return;
        _ = InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        });
    }

    private sealed record FirstRendering(IReadOnlyList<SavedSearchRow> Saved, PastSearches Past, bool IsAnonymous);
}
