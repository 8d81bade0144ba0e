using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>All runs that somebody may see; two to four of them can be pinned and compared.</summary>
public sealed partial class ExperimentsPage : LivePage
{
    private Actor? _actor;

    /// <summary>Ids of pinned runs, comma between.</summary>
    [SupplyParameterFromQuery(Name = "pin")]
    public string? Pin { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private ExperimentQueries Queries { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ILogger<ExperimentsPage> Logger { get; set; } = null!;

    private static ReportWords Words => ReportLanguage.Words;

    private bool NeedsSignIn { get; set; }

    private string? FailureReference { get; set; }

    private IReadOnlyList<RunRow>? Rows { get; set; }

    private DateTimeOffset Now => Clock.GetUtcNow();

    private IReadOnlyList<long> Pins => RunPins.Parse(Pin);

    protected override async Task OnInitializedAsync()
    {
        _actor = await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !_actor.MayWork;
        if (NeedsSignIn)
            return;
        Watch(ChangeKind.Run, null, ReadAsync);
        await ReadAsync();
    }

    private static EngineSummary? EngineOf(TaskSummary? task, string name) => task?.Engines.FirstOrDefault(engine => engine.Engine == name && engine.Seed is null);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Href(IEnumerable<long> pins) => RunPins.ListHref([.. pins]);

    // Number, data, tasks: what is known of them.
    private string About(RunRow run) => string.Join(" · ", new[]
    {
        T.Say("RunNumber", Number(run.Id)),
        run.Dataset is { } slug ? $"{slug} {T.Say("Version", run.DatasetVersion)}" : run.Metrics is null ? T["NoData"].Value : "",
        string.Join(", ", (run.Metrics?.Tasks ?? []).Select(task => run.Metrics!.Groups.FirstOrDefault(group => group.Has(task.Name))?.Name ?? task.Name).Distinct()),
    }.Where(part => part.Length > 0));

    private bool IsPinned(long id) => Pins.Contains(id);

    private string NameOf(long id) => Rows?.FirstOrDefault(row => row.Id == id) is { } row ? $"{row.Experiment}, {T.Say("RunNumber", Number(id))}" : T.Say("RunNumber", Number(id));

    private string? Doing(RunRow run) =>
        run.IsOpen && run.Steps.LastOrDefault(step => step.Standing == StepStanding.Running) is { } step
            ? T["Step." + step.Name] + (step.Total is > 0 and { } total ? ", " + Format.WholePercent((double)step.Done / total) : "")
            : null;

    private RenderFragment Worst(RunRow run) => builder =>
    {
        Caveat[] caveats = [.. (run.Metrics?.Tasks ?? []).SelectMany(task => task.Caveats)];
        int red = caveats.Count(caveat => caveat.Level == CaveatLevel.Red);
        int amber = caveats.Count(caveat => caveat.Level == CaveatLevel.Amber);
        if (red + amber == 0)
        {
            builder.AddContent(0, run.Metrics is null ? Format.Missing : T["CaveatsNone"].Value);
            return;
        }

        builder.OpenComponent<StatusBadge>(1);
        builder.AddComponentParameter(2, nameof(StatusBadge.Tone), red > 0 ? Tone.Failed : Tone.Caution);
        builder.AddComponentParameter(3, nameof(StatusBadge.Text), T.Say(red > 0 ? "CaveatsRed" : "CaveatsAmber", red > 0 ? red : amber));
        builder.CloseComponent();
    };

    // A page shows that its data cannot be read, whatever the reason, and keeps the rest of the screen.
#pragma warning disable CA1031
    private async Task ReadAsync()
    {
        try
        {
            Rows = await Queries.ListAsync(_actor!, Left);
            FailureReference = null;
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            FailureReference = Reference.New();
            Log.RunsUnreadable(Logger, FailureReference, exception);
        }
    }
#pragma warning restore CA1031
}
