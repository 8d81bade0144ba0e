using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Jobs.Experiments;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>A run: while it works its curves grow, afterwards it shows what it measured and hands it out.</summary>
public sealed partial class RunPage : LivePage
{
    [Parameter]
    public long Id { get; set; }

    /// <summary>Name of the task that is shown; the first without it.</summary>
    [SupplyParameterFromQuery(Name = "task")]
    public string? TaskName { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private ExperimentQueries Queries { get; set; } = null!;

    [Inject]
    private CancelRun Canceller { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ILogger<RunPage> Logger { get; set; } = null!;

    private Actor? Actor { get; set; }

    private bool NeedsSignIn { get; set; }

    private bool IsGone { get; set; }

    private string? FailureReference { get; set; }

    private RunRow? Row { get; set; }

    private RunReading? Reading { get; set; }

    private DateTimeOffset Now => Clock.GetUtcNow();

    private string Number => Id.ToString(CultureInfo.InvariantCulture);

    private bool MayChange => Row is { } row && Actor?.MayChange(row.OwnerId, row.TeamId) == true;

    private IReadOnlyList<Crumb> Crumbs => [new(T["Title"], "/experiments"), new(T.Say("RunNumber", Number))];

    private TaskEvaluation? Task => Reading is not { } reading ? null : reading.Task(TaskName ?? "") ?? reading.Report.Tasks[0];

    private IReadOnlyList<LinkTab> Tabs => [.. Reading!.Report.Tasks.Select(task => new LinkTab(task.Name, task.Name, $"/experiments/{Number}?task={Uri.EscapeDataString(task.Name)}"))];

    // Several tasks train one after another: the curves of the one that trains now.
    private IReadOnlyList<(string Name, LearningCurve Curve)> Curves
    {
        get
        {
            LearningCurve[] curves = [.. (Row?.Steps ?? []).SelectMany(step => step.Curves).Where(curve => curve.Epochs.Count > 0)];
            return [.. curves.Where(curve => curve.Task == curves[^1].Task).Select(curve => (FigureTables.NameOf(curve, ReportLanguage.Words), curve))];
        }
    }

    private string CurveScope => Curves is [.., (_, { Epochs: [.., var last] } curve)] ? T.Say("CurveScope", curve.Task, curve.Seed, last.Epoch, last.Epochs) : "";

    private string Announced => Row is { IsOpen: true } row && row.Steps.LastOrDefault(step => step.Standing == StepStanding.Running) is { } step
        ? $"{T["Step." + step.Name]}: {CurveScope}"
        : "";

    protected override async Task OnInitializedAsync()
    {
        Actor = await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !Actor.MayWork;
        if (NeedsSignIn)
            return;
        Watch(ChangeKind.Run, Number, ReadAsync);
        await ReadAsync();
    }

    // A page shows that its data cannot be read, whatever the reason, and keeps the rest of the screen.
#pragma warning disable CA1031
    private async Task ReadAsync()
    {
        try
        {
            Row = await Queries.FindAsync(Actor!, Id, Left);
            IsGone = Row is null;
            if (Row is { Status: RunStatus.Succeeded } row)
                Reading ??= await Queries.ReadAsync(row, Left);
            Row = Reading?.Row ?? Row;
            FailureReference = null;
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            FailureReference = Reference.New();
            Log.RunUnreadable(Logger, Id, FailureReference, exception);
        }
    }
#pragma warning restore CA1031

    private async Task CancelAsync()
    {
        await Canceller.RunAsync(Actor!, Row!, Left);
        await ReadAsync();
    }
}
