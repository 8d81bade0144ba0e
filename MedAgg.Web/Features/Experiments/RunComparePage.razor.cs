using System.Globalization;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Two to four runs on one task beside each other.</summary>
public sealed partial class RunComparePage : LivePage
{
    private Actor? _actor;
    private string? _read;

    /// <summary>Ids of the runs, comma between.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public string? RunText { get; set; }

    /// <summary>Name of the task; the first that all have without it.</summary>
    [SupplyParameterFromQuery(Name = "task")]
    public string? TaskName { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private RunComparisonQueries Queries { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ILogger<RunComparePage> Logger { get; set; } = null!;

    private bool NeedsSignIn { get; set; }

    private string? FailureReference { get; set; }

    private RunComparisonView? View { get; set; }

    private DateTimeOffset Now => Clock.GetUtcNow();

    private IReadOnlyList<long> Pins => RunPins.Parse(RunText);

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !_actor.MayWork;
        string wanted = $"{RunText}|{TaskName}";
        if (NeedsSignIn || wanted == _read)
            return;
        _read = wanted;
        await ReadAsync();
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    // A page shows that its data cannot be read, whatever the reason, and keeps the rest of the screen.
#pragma warning disable CA1031
    private async Task ReadAsync()
    {
        try
        {
            View = await Queries.ReadAsync(_actor!, Pins, TaskName, Left);
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
