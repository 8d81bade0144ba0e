using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Prepares a run: a pipeline, its data, what of it shall be otherwise; says what will be done and begins it.</summary>
public sealed partial class NewRunPage : LivePage
{
    private const long Gigabyte = 1_000_000_000;
    private const int MostLabels = 24;
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(400);

    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal); // fields whose text is no number
    private CancellationTokenSource? _planning;

    /// <summary>Word of a shipped pipeline to begin with.</summary>
    [SupplyParameterFromQuery(Name = "pipeline")]
    public string? PipelineName { get; set; }

    /// <summary>A run whose pipeline is taken.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public long? From { get; set; }

    /// <summary>Slug of a dataset to learn from.</summary>
    [SupplyParameterFromQuery(Name = "dataset")]
    public string? DatasetSlug { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private BuilderQueries Builder { get; set; } = null!;

    [Inject]
    private ExperimentQueries Runs { get; set; } = null!;

    [Inject]
    private ExperimentPlanner Planner { get; set; } = null!;

    [Inject]
    private StartExperiment Start { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private Actor? Actor { get; set; }

    private RunDraft Draft { get; } = new();

    private ExperimentPlan? Plan { get; set; }

    private IReadOnlyList<KeyValuePair<string, LocalizedText>> Choices { get; set; } = [];

    private IReadOnlyList<int> Versions { get; set; } = [];

    private IReadOnlyList<KeyValuePair<string, int>> Labels { get; set; } = [];

    private IReadOnlyList<KeyValuePair<long, string>> Teams { get; set; } = [];

    private long TeamId { get; set; }

    private Refusal? StartRefusal { get; set; }

    private bool IsStarting { get; set; }

    private string? Chosen => Draft.Known.Acquire.Dataset;

    private IReadOnlyList<string> Sources => Draft.Known.Acquire.Sources;

    private ExperimentOrder Order => new(Draft.Yaml, "pipeline.yaml") { TeamId = TeamId == 0 ? null : TeamId };

    protected override async Task OnInitializedAsync()
    {
        Actor actor = await Actors.OfAsync((await Authentication).User, Left);
        if (actor.MayWork)
        {
            Teams = await Builder.TeamsAsync(actor, Left);
            Choices = await Builder.ChoicesAsync(actor, Left);
            await BeginAsync(actor);
        }

        Actor = actor;
        if (actor.MayWork && RendererInfo.IsInteractive)
            await PlanAsync(TimeSpan.Zero);
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _planning?.Dispose();
        base.Dispose(isDisposing);
    }

    private static string Said(ChangeEventArgs change) => (change.Value as string)?.Trim() ?? "";

    private static int? Whole(object? value) => int.TryParse(value as string, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    // What the address asks for.
    private async Task BeginAsync(Actor actor)
    {
        if (PipelineName is { } shipped)
            Draft.Take(shipped);
        if (From is { } id && await Runs.FindAsync(actor, id, Left) is { } run)
        {
            Draft.Write(run.Yaml);
            if (run.Source is { } source && !Draft.TakesDataset)
                Draft.TakeSource(source); // the one that was taken then
            TeamId = run.TeamId is { } team && actor.MayWorkFor(team) ? team : 0;
        }

        if (DatasetSlug is { Length: > 0 } slug)
        {
            if (From is null && PipelineName is null)
                Draft.Take("classification");
            Draft.Change(new() { Dataset = slug });
        }
    }

    private string? FaultOf(string key) => _faulty.Contains(key) ? T[key == "seeds" ? "New.SeedsFault" : "New.NumberFault"].Value : null;

    private Task TakeAsync(string shipped) => WriteAsync(() => Draft.Take(shipped));

    private Task WriteOwnAsync() => WriteAsync(() => Draft.Write(Draft.Yaml));

    private Task ChangeAsync(PipelineChanges changes) => WriteAsync(() => Draft.Change(changes));

    private Task TakeOwnDataAsync() => Draft.TakesDataset ? WriteAsync(Draft.TakeOwnData) : Task.CompletedTask;

    private Task TakeFirstDatasetAsync() => Draft.TakesDataset ? Task.CompletedTask : TakeDatasetAsync(Choices[0].Key, null);

    private Task TakeDatasetAsync(string? slug, int? version) => slug is { Length: > 0 } ? ChangeAsync(new() { Dataset = slug, Version = version }) : Task.CompletedTask;

    private Task TypeAsync(string text)
    {
        Draft.Type(text);
        return PlanAsync(TypingPause);
    }

    private Task ChooseTeamAsync(ChangeEventArgs change)
    {
        TeamId = long.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;
        return PlanAsync(TimeSpan.Zero);
    }

    private Task SeedAsync(ChangeEventArgs change)
    {
        int?[] seeds = [.. Said(change).Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Whole)];
        bool isFine = seeds.Length is > 0 and <= 20 && seeds.All(seed => seed is not null) && seeds.Distinct().Count() == seeds.Length;
        return Mark("seeds", isFine) ? ChangeAsync(new() { Seeds = [.. seeds.Select(seed => seed!.Value)] }) : Task.CompletedTask;
    }

    private Task LimitAsync(string key, ChangeEventArgs change)
    {
        string said = Said(change);
        int? number = Whole(said);
        if (!Mark(key, number > 0 || (said.Length == 0 && key != "epochs")))
            return Task.CompletedTask;
        return key == "epochs" ? ChangeAsync(new() { Epochs = number }) : WriteAsync(() => Draft.Limit(key, key == "max_bytes" ? number * Gigabyte : number));
    }

    private bool Mark(string key, bool isFine)
    {
        _ = isFine ? _faulty.Remove(key) : _faulty.Add(key);
        return isFine;
    }

    private Task WriteAsync(Action write)
    {
        write();
        return PlanAsync(TimeSpan.Zero);
    }

    private CancellationToken PlanAnew()
    {
        _planning?.Cancel();
        _planning?.Dispose();
        _planning = CancellationTokenSource.CreateLinkedTokenSource(Left);
        return _planning.Token;
    }

    // Judges once the typing rests; what changes meanwhile makes the older judgement void.
    private async Task PlanAsync(TimeSpan pause)
    {
        CancellationToken mine = PlanAnew(); // the source may be gone when a wait ends, the token never is
        StartRefusal = null;
        Plan = null;
        if (Draft.Pipeline is null)
            return;
        try
        {
            await Task.Delay(pause, Clock, mine);
            ExperimentPlan plan = await Planner.PlanAsync(Actor!, Order, mine);
            IReadOnlyList<int> versions = Chosen is { } slug ? await Planner.VersionsAsync(Actor!, slug, mine) : [];
            IReadOnlyList<KeyValuePair<string, int>> labels = plan.Dataset is { } dataset ? await Planner.LabelsAsync(dataset, MostLabels, mine) : [];
            mine.ThrowIfCancellationRequested();
            (Plan, Versions, Labels) = (plan, versions, labels);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return; // typed on, or left
        }
    }

    private async Task StartAsync()
    {
        if (IsStarting || Draft.Pipeline is null)
            return;
        IsStarting = true;
        try
        {
            Actor actor = await Actors.OfAsync((await Authentication).User, Left); // rights may have changed since the page was opened
            StartedExperiment started = await Start.RunAsync(actor, Order, Left);
            StartRefusal = started.Refusal;
            if (started.RunId is { } id)
                Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/experiments/{id}"));
        }
        finally
        {
            IsStarting = false;
        }
    }
}
