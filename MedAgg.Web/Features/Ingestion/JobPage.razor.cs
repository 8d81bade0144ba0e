using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>One job while it runs and afterwards. Nothing here drives it: closing the page stops nothing.</summary>
public sealed partial class JobPage
{
    private const int LogLines = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>Counting what was found costs more than reading a row, and a screen reader is not to be talked over.</summary>
    private static readonly TimeSpan SlowPause = TimeSpan.FromSeconds(5);

    private Actor _actor = Actor.Nobody;
    private long _loaded;
    private DateTimeOffset _counted;
    private DateTimeOffset _announced;
    private IDisposable? _watch;
    private bool _isTicking;

    [Parameter]
    public long Id { get; set; }

    /// <summary>What prerendering has read already.</summary>
    [PersistentState]
    public JobView? Job { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <summary>Null in a circuit, where there is no answer left to mark.</summary>
    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private IngestionQueries Queries { get; set; } = null!;

    [Inject]
    private FoundQueries FoundFiles { get; set; } = null!;

    [Inject]
    private CancelIngestion Cancel { get; set; } = null!;

    [Inject]
    private PauseIngestion Pausing { get; set; } = null!;

    [Inject]
    private RetryIngestion Retry { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private Throughput Speed { get; set; } = new();

    private DateTimeOffset Now { get; set; }

    private IReadOnlyList<IngestionLogLine> Lines { get; set; } = [];

    private FoundSoFar? Found { get; set; }

    private RefusedFiles? Refusals { get; set; }

    private int RefusalPage { get; set; }

    private Refusal? Problem { get; set; }

    private string Announced { get; set; } = "";

    private bool NeedsSignIn { get; set; }

    private bool IsUnknown { get; set; }

    private bool IsBusy { get; set; }

    private bool IsPausing => Job is { Row: { PauseRequested: true, Status: not IngestionStatus.Paused } };

    private string Number => Id.ToString(CultureInfo.InvariantCulture);

    private IReadOnlyList<Crumb> Crumbs => [new(Shared["Nav.Jobs"], "/jobs"), new(T.Say("Job.Number", Number))];

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return;

        if (_loaded != 0 || Job?.Row.Id != Id)
            (Job, Speed, RefusalPage, Problem, Found, Refusals, Lines) = (null, new(), 0, null, null, null, []);
        _loaded = Id;
        Now = Clock.GetUtcNow();
        _actor = await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !_actor.MayWork;
        if (NeedsSignIn)
            return;

        _watch?.Dispose();
        _watch = Watch(ChangeKind.Ingestion, Number, ReadAsync);
        _counted = default;
        await ReadAsync();
        if (!_isTicking && RendererInfo.IsInteractive)
            _ = TickAsync();
    }

    private async Task ReadAsync()
    {
        JobView? job = await Queries.FindAsync(_actor, Id, Left);
        IsUnknown = job is null;
        if (job is null)
        {
            Job = null;
            if (HttpContext is { Response.HasStarted: false } http)
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        bool hasEnded = job.Row.IsFinished && Job is { Row.IsFinished: false };
        Job = job;
        Now = Clock.GetUtcNow();
        if (job.Row.Status == IngestionStatus.Running)
            Speed.Add(Now, job.Row.Stages.Sum(stage => stage.BytesDone), job.Row.Stages.Sum(stage => stage.Done));
        Lines = await Queries.LogAsync(_actor, Id, LogLines, Left) ?? [];
        if (hasEnded || Now - _counted >= SlowPause)
            await CountAsync(job);
        Announce(job, hasEnded);
    }

    private async Task CountAsync(JobView job)
    {
        if (job.VersionId is not { } version)
            return;

        _counted = Now;
        Found = await FoundFiles.SoFarAsync(version, Left);
        Refusals = await FoundFiles.RefusedAsync(version, RefusalPage * JobRefusals.PageSize, JobRefusals.PageSize, Left);
    }

    private async Task TurnRefusalsAsync(int page)
    {
        RefusalPage = page;
        if (Job?.VersionId is { } version)
            Refusals = await FoundFiles.RefusedAsync(version, page * JobRefusals.PageSize, JobRefusals.PageSize, Left);
    }

    // Clocks and bars go on between two changes, and the slow counts catch up.
    private async Task TickAsync()
    {
        _isTicking = true;
        using PeriodicTimer timer = new(Tick, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Left))
            {
                if (Job is not { Row.IsFinished: false } job)
                    continue;

                Now = Clock.GetUtcNow();
                if (Now - _counted >= SlowPause)
                    await CountAsync(job);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            _isTicking = false;
        }
    }

    private void Announce(JobView job, bool isLast)
    {
        if (!isLast && Now - _announced < SlowPause)
            return;

        _announced = Now;
        string state = JobProgress.Current(job.Row.Stages) is { } stage ? T["Stage." + stage.Name] : Shared["Status." + job.Row.Status];
        Announced = T.Say("Job.Announce", (long)Math.Floor(job.Row.Share * 100), state);
    }

    private async Task CancelAsync()
    {
        IsBusy = true;
        Problem = await Cancel.RunAsync(_actor, Id, Left);
        await ReadAsync();
        IsBusy = false;
    }

    private async Task PauseAsync()
    {
        IsBusy = true;
        Problem = await Pausing.PauseAsync(_actor, Id, Left);
        await ReadAsync();
        IsBusy = false;
    }

    private async Task ResumeAsync()
    {
        IsBusy = true;
        Problem = await Pausing.ResumeAsync(_actor, Id, Left);
        (Speed, IsBusy) = (new(), false); // the rate of before the pause says nothing of now
        await ReadAsync();
    }

    private async Task RetryAsync()
    {
        IsBusy = true;
        StartedIngestion started = await Retry.RunAsync(_actor, Id, Left);
        IsBusy = false;
        Problem = started.Refusal;
        if (started.Id is { } next)
            Navigation.NavigateTo($"/jobs/{next}");
    }
}
