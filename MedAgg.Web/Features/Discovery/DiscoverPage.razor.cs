using MedAgg.Domain.Changes;
using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Features.Refusals;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Discovery;

/// <summary>The search in outside providers. The address holds the stored question: a link, another tab and a restart show the same answers.</summary>
public sealed partial class DiscoverPage
{
    private IDisposable? _watch;
    private long? _shown;

    /// <summary>Words to begin with, from the catalogue's own search.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Asked { get; set; }

    /// <summary>A stored question.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public long? Run { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private ProviderSearchQueries Queries { get; set; } = null!;

    [Inject]
    private StartProviderSearch Start { get; set; } = null!;

    [Inject]
    private TakeFound Take { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<IngestionTexts> Names { get; set; } = null!;

    [Inject]
    private RefusalSpeech Speech { get; set; } = null!;

    private Actor? Actor { get; set; }

    private string Text { get; set; } = "";

    private ProviderSearchView? View { get; set; }

    private IReadOnlyList<RecentQuestion> Recent { get; set; } = [];

    private Refusal? Problem { get; set; }

    private bool IsAsking { get; set; }

    private bool IsTaking { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Actor = await Actors.OfAsync((await Authentication).User, Left);
        Recent = Actor.MayWork ? await Queries.RecentAsync(Actor, Left) : [];
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is not { MayWork: true })
            return;
        if (Text.Length == 0)
            Text = Asked ?? "";
        if (Run == _shown)
            return;
        _shown = Run;
        _watch?.Dispose();
        View = null;
        if (Run is not { } run)
            return;
        _watch = Watch(ChangeKind.ProviderSearch, run.ToString(System.Globalization.CultureInfo.InvariantCulture), ReadAsync);
        await ReadAsync();
        Text = View?.Text ?? Text;
    }

    private async Task ReadAsync()
    {
        View = await Queries.FindAsync(Actor!, Run!.Value, Left);
        Problem = View is null ? ProviderSearchQueries.Unknown(Run.Value) : null;
    }

    private async Task AskAsync()
    {
        if (IsAsking)
            return;
        IsAsking = true;
        try
        {
            (long? id, Problem) = await Start.RunAsync(Actor!, Text, Left);
            if (id is { } started)
                Navigation.NavigateTo($"/discover?run={started}");
        }
        finally
        {
            IsAsking = false;
        }
    }

    private async Task CatalogueAsync(FoundDataset found)
    {
        IsTaking = true;
        (string? slug, Problem) = await Take.CatalogueAsync(Actor!, Run!.Value, found.Provider, found.Address, Left);
        IsTaking = false;
        if (slug is not null)
            Navigation.NavigateTo($"/datasets/{slug}");
    }

    private async Task IngestAsync(FoundDataset found)
    {
        IsTaking = true;
        StartedIngestion started = await Take.IngestAsync(Actor!, Run!.Value, found.Provider, found.Address, Left);
        IsTaking = false;
        Problem = started.Refusal;
        if (started.Id is { } id)
            Navigation.NavigateTo($"/jobs/{id}");
    }

    // Who has not answered may have something after all.
    private string NothingSays => View!.Providers.Count(answer => answer.State != AnswerState.Answered) is > 0 and var silent
        ? $"{T["NothingSays"]} {T.Say("NothingUnanswered", silent)}"
        : T["NothingSays"];

    private string ProviderText(string id) => ProviderName.Of(Names, id);

    private static Tone ToneOf(ProviderAnswerView answer) => answer.State switch
    {
        AnswerState.Answered => Tone.Ready,
        AnswerState.Failed => Tone.Failed,
        AnswerState.TimedOut => Tone.Caution,
        AnswerState.Asking => Tone.Progress,
        _ => Tone.Neutral,
    };

    private string Said(ProviderAnswerView answer) => answer.State switch
    {
        AnswerState.Answered when answer.Total is { } total => T.Say("FoundOf", answer.Found.Count, total),
        AnswerState.Answered => T.Say("Found", answer.Found.Count),
        AnswerState.Failed or AnswerState.TimedOut => answer.Error is { } error ? Speech.Says(error) : "",
        _ => "",
    };
}
