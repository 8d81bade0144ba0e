using MedAgg.Domain.Changes;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Collections;

/// <summary>The collections of a reader and of his teams, and the details of one; the address holds what is shown.</summary>
public sealed partial class CollectionsPage
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private Actor? _actor;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    public string? Find { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    public long? Id { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Page { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private CollectionQueries Queries { get; set; } = null!;

    [Inject]
    private CancelCollection Cancel { get; set; } = null!;

    [Inject]
    private RebuildCollection Rebuild { get; set; } = null!;

    [Inject]
    private IOptions<CollectionOptions> Options { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private CollectionFilter Filter { get; set; } = new();

    private CollectionList? List { get; set; }

    private CollectionRow? Opened { get; set; }

    private IReadOnlyList<CollectionEvent> History { get; set; } = [];

    private Refusal? Problem { get; set; }

    private DateTimeOffset Now { get; set; }

    private bool NeedsSignIn { get; set; }

    private bool IsGone { get; set; }

    private bool IsBusy { get; set; }

    private TimeSpan KeptFor => Options.Value.Kept;

    private long Total => List?.CountOf(Filter.State) ?? 0;

    private int First => ((Filter.Page - 1) * CollectionFilter.PageSize) + 1;

    private string CloseHref => (Filter with { Open = null }).Href();

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Now = Clock.GetUtcNow();
        _actor = await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !_actor.MayWork;
        if (NeedsSignIn)
            return;

        Watch(ChangeKind.Collection, null, ReadAsync);
        if (RendererInfo.IsInteractive)
            _ = TickAsync();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_actor is null || NeedsSignIn)
            return;

        CollectionFilter asked = CollectionFilter.Read(State, Find, Id, Page);
        if (asked.Open != Filter.Open)
            (Opened, History, Problem) = (null, [], null);
        Filter = asked;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        Now = Clock.GetUtcNow();
        List = await Queries.ListAsync(_actor!, Filter, Left);
        if (Filter.Open is not { } open)
            return;

        Opened = await Queries.FindAsync(_actor!, open, Left);
        IsGone = Opened is null;
        History = Opened is null ? [] : await Queries.HistoryAsync(Opened, Left);
    }

    private async Task CancelAsync(long id)
    {
        IsBusy = true;
        Problem = await Cancel.RunAsync(_actor!, id, Left);
        await ReadAsync();
        IsBusy = false;
    }

    private async Task RebuildAsync(long id)
    {
        IsBusy = true;
        Problem = await Rebuild.RunAsync(_actor!, id, Left);
        await ReadAsync();
        IsBusy = false;
    }

    // Countdowns and the time left go on between two changes.
    private async Task TickAsync()
    {
        using PeriodicTimer timer = new(Tick, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Left))
            {
                Now = Clock.GetUtcNow();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            return; // the reader has left
        }
    }
}
