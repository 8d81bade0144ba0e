using MedAgg.Domain.Changes;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>The jobs of a reader and of the reader's teams; the address holds what is shown.</summary>
public sealed partial class JobsPage
{
    private Actor? _actor;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "scope")]
    public string? Scope { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Page { get; set; }

    /// <summary>What prerendering has read already.</summary>
    [PersistentState]
    public JobList? List { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private IngestionQueries Queries { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private JobFilter Filter { get; set; } = new();

    private DateTimeOffset Now { get; set; }

    private bool NeedsSignIn { get; set; }

    private IReadOnlyList<JobScope> Scopes =>
    [
        JobScope.Mine,
        .. _actor is { Teams.Count: > 0 } ? [JobScope.Team] : Array.Empty<JobScope>(),
        .. _actor is { IsAdministrator: true } ? [JobScope.All] : Array.Empty<JobScope>(),
    ];

    private long Total => List?.CountOf(Filter.State) ?? 0;

    private int First => ((Filter.Page - 1) * JobFilter.PageSize) + 1;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Now = Clock.GetUtcNow();
        _actor = await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !_actor.MayWork;
        if (!NeedsSignIn)
            Watch(ChangeKind.Ingestion, null, ReadAsync);
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_actor is null || NeedsSignIn)
            return;

        Filter = JobFilter.Read(Scope, State, Page, _actor.IsAdministrator);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        List = await Queries.ListAsync(_actor!, Filter, Left);
        Now = Clock.GetUtcNow();
    }
}
