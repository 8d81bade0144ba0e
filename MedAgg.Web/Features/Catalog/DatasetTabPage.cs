using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace MedAgg.Web.Features.Catalog;

/// <summary>A tab of a dataset: finds the dataset and version of the address, follows the address and what changes in the store.</summary>
public abstract class DatasetTabPage : LivePage
{
    private string? _shown;

    [Parameter]
    public string Slug { get; set; } = "";

    /// <summary>Key of what was read for the first rendering, see <see cref="FirstRenderings"/>.</summary>
    [PersistentState]
    public string? Kept { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    [Inject]
    private CatalogQueries Catalogue { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private BasketKeeper BasketKeeper { get; set; } = null!;

    [Inject]
    private FirstRenderings Renderings { get; set; } = null!;

    [Inject]
    private ILogger<DatasetTabPage> Logger { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Word of the tab in the address; empty for the overview.</summary>
    protected abstract string Tab { get; }

    /// <summary>Null while it is read, and when there is none.</summary>
    protected DatasetView? Dataset { get; private set; }

    /// <summary>What the tab has read beside the dataset, to be handed to its circuit; null where it reads nothing that takes time.</summary>
    protected virtual object? TabState
    {
        get => null;
        set { }
    }

    /// <summary>There is no such dataset or version, or the reader may not see it.</summary>
    protected bool IsMissing { get; private set; }

    /// <summary>Reference of a failed reading.</summary>
    protected string? FailureReference { get; private set; }

    /// <summary>Query part of the address.</summary>
    protected string Query => new Uri(Navigation.Uri).Query;

    private string Path => Tab.Length == 0 ? $"/datasets/{Slug}" : $"/datasets/{Slug}/{Tab}";

    private int? VersionNumber =>
        QueryHelpers.ParseQuery(Query).TryGetValue("v", out var v) && int.TryParse(v.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Reads what the tab shows beside the dataset, which is there. Called again for each change of address or store.</summary>
    protected virtual Task ReadTabAsync() => Task.CompletedTask;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (HttpContext is not null)
            BasketKeeper.Begin(HttpContext.Request.Cookies[Basket.Cookie]);
        Navigation.LocationChanged += Follow;
        Watch(ChangeKind.Dataset, Slug, ReadAsync);
        Watch(ChangeKind.Ingestion, null, ReadGrowingAsync);
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        string address = Slug + Query;
        if (address == _shown)
            return;
        bool isFirst = _shown is null;
        _shown = address;
        if (isFirst && Renderings.Take<FirstRendering>(Kept) is { } first && first.Dataset.Slug == Slug)
        {
            Dataset = first.Dataset;
            TabState = first.Tab;
            await TryAsync(ReadTabAsync);
        }
        else
        {
            await ReadAsync();
        }

        Kept = Dataset is null || RendererInfo.IsInteractive ? null : Renderings.Keep(new FirstRendering(Dataset, TabState));
        if (IsMissing && !RendererInfo.IsInteractive)
            Navigation.NotFound();
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
        base.Dispose(isDisposing);
    }

    /// <summary>Reads everything again.</summary>
    protected Task ReadAsync() => TryAsync(async () =>
    {
        Actor actor = await Actors.OfAsync((await Authentication).User, Left);
        Dataset = await Catalogue.FindAsync(Slug, VersionNumber, actor, Left);
        IsMissing = Dataset is null;
        if (Dataset is not null)
            await ReadTabAsync();
    });

    // Ingestions of others tick every second; only the one that fills this version matters.
    private Task ReadGrowingAsync() => Dataset is null || Dataset.Versions.Any(version => version.IsFilling) ? ReadAsync() : Task.CompletedTask;

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            FailureReference = null;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            FailureReference = Reference.New();
            Log.DatasetFailed(Logger, Slug, FailureReference, exception);
        }
    }

    private sealed record FirstRendering(DatasetView Dataset, object? Tab);

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath != Path)
            return;
        _ = InvokeAsync(async () =>
        {
            if (Slug + Query == _shown)
                return;
            _shown = Slug + Query;
            await ReadAsync();
            StateHasChanged();
        });
    }
}
