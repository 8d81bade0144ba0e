using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Collections;

/// <summary>The page that makes a recipe and shows what it would give before anything is built.</summary>
public sealed partial class BuilderPage
{
    private const int MaxDatasets = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private CancellationTokenSource? _planning;

    /// <summary>Slugs to begin with, apart by commas.</summary>
    [SupplyParameterFromQuery(Name = "datasets")]
    public string? Slugs { get; set; }

    /// <summary>Version of a single dataset; without it the current one.</summary>
    [SupplyParameterFromQuery(Name = "v")]
    public int? Version { get; set; }

    /// <summary>Conditions to begin with, <c>field=value</c> each.</summary>
    [SupplyParameterFromQuery(Name = "filter")]
    public string[]? Filter { get; set; }

    /// <summary>The search that led here.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private BuilderQueries Queries { get; set; } = null!;

    [Inject]
    private RecipePlanner Planner { get; set; } = null!;

    [Inject]
    private StartCollection Start { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private Actor? Actor { get; set; }

    private BuilderDraft Draft { get; } = new();

    private IReadOnlyList<string> Unknown { get; set; } = [];

    private IReadOnlyList<string> Ignored { get; set; } = [];

    private IReadOnlyList<KeyValuePair<string, LocalizedText>> Choices { get; set; } = [];

    private IReadOnlyList<KeyValuePair<long, string>> Teams { get; set; } = [];

    private IReadOnlyList<FilterField> Fields => FilterField.Together(Draft.Usable.Select(dataset => dataset.Fields), FilterWording.Order);

    private RecipePlan? Plan { get; set; }

    private Refusal? PlanRefusal { get; set; }

    private Refusal? OrderRefusal { get; set; }

    private string? NameError { get; set; }

    private long TeamId { get; set; }

    private bool Accepts { get; set; }

    private bool IsCounting { get; set; }

    private bool IsOrdering { get; set; }

    private bool NeedsAcceptance => Plan is { Licence.Class: not LicenceClass.Open };

    private IReadOnlyList<Crumb> Crumbs => [new(Shared["Nav.Collections"], "/collections"), new(T["New.Title"])];

    private (string Id, bool Done)[] Steps => [("Sources", Draft.Usable.Any()), ("Format", Draft.Usable.Any()), ("Review", Plan is not null && !IsCounting)];

    private string SuggestedName
    {
        get
        {
            string[] titles = [.. Draft.Usable.Select(dataset => dataset.Title.In(Language.Current))];
            string name = titles.Length == 0 ? T["New.Title"] : string.Join(" + ", titles);
            return name.Length <= StartCollection.MaxName ? name : name[..StartCollection.MaxName];
        }
    }

    private string RecipeFileName => CollectionRow.FileNameOf(Draft.Name.Length > 0 ? Draft.Name : SuggestedName, 0, ".recipe.json").Replace("-0.recipe", ".recipe", StringComparison.Ordinal);

    private string CatalogueHref => Query is { Length: > 0 } query ? "/?q=" + Uri.EscapeDataString(query) : "/";

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Actor = await Actors.OfAsync((await Authentication).User, Left);
        if (!Actor.MayWork)
            return;

        string[] slugs = [.. (Slugs ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(MaxDatasets)];
        Draft.Version = slugs.Length == 1 ? Version : null;
        Draft.Query = string.IsNullOrWhiteSpace(Query) ? null : Query.Trim();
        Ignored = Draft.ReadFilter(Filter ?? []);
        Draft.Datasets.AddRange(await Queries.DatasetsAsync(Actor, slugs, Draft.Version, Left));
        Unknown = [.. slugs.Where(slug => Draft.Datasets.TrueForAll(dataset => dataset.Slug != slug))];
        Choices = await Queries.ChoicesAsync(Actor, Left);
        Teams = await Queries.TeamsAsync(Actor, Left);
        if (RendererInfo.IsInteractive)
            await ChangeAsync();
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _planning?.Dispose();
        base.Dispose(isDisposing);
    }

    // A bare "#id" would lead to the start page, because pages have a base address.
    private string Here(string id) => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0] + "#" + id;

    private async Task AddAsync(string slug)
    {
        if (Draft.Datasets.Exists(dataset => dataset.Slug == slug) || Draft.Datasets.Count >= MaxDatasets)
            return;

        Draft.Datasets.AddRange(await Queries.DatasetsAsync(Actor!, [slug], null, Left));
        await ChangeAsync();
    }

    private Task RenameAsync(ChangeEventArgs change)
    {
        Draft.Name = (change.Value as string ?? "").Trim();
        NameError = null;
        return ChangeAsync();
    }

    // Counts again once the choosing rests; a newer choice makes an older count void.
    private async Task ChangeAsync()
    {
        if (_planning is { } older)
        {
            _planning = null;
            await older.CancelAsync();
            older.Dispose();
        }

        OrderRefusal = null;
        if (Draft.ToRecipe(SuggestedName) is not { } recipe)
        {
            (Plan, PlanRefusal, IsCounting) = (null, null, false);
            return;
        }

        _planning = CancellationTokenSource.CreateLinkedTokenSource(Left);
        CancellationToken mine = _planning.Token; // the source may be gone when a wait ends, the token never is
        IsCounting = true;
        StateHasChanged();
        try
        {
            await Task.Delay(Pause, Clock, mine);
            (Plan, PlanRefusal) = await Planner.PlanAsync(recipe, StartCollection.ViewerOf(Actor!), mine);
            IsCounting = false;
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return; // chosen on, or left
        }
    }

    private async Task BuildAsync()
    {
        if (IsOrdering || IsCounting || Draft.ToRecipe(SuggestedName) is not { } recipe)
            return;

        IsOrdering = true;
        try
        {
            StartedCollection started = await Start.RunAsync(
                Actor!, new(recipe) { TeamId = TeamId == 0 ? null : TeamId, AcceptsLicences = Accepts }, Left);
            OrderRefusal = started.Refusal;
            if (started.Id is { } id)
                Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/collections?id={id}"));
        }
        finally
        {
            IsOrdering = false;
        }
    }
}
