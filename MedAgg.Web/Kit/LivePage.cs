using System.Globalization;
using MedAgg.Domain.Changes;
using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Kit;

/// <summary>
/// A page that stops its work when the reader leaves and reads again when what it shows has changed.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly List<LiveWatch> _watches = [];
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    /// <summary>Cancelled when the reader leaves the page: every read and write of the page takes it.</summary>
    protected CancellationToken Left { get; private set; }

    [Inject]
    private IChangeFeed Changes { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    protected LivePage() => Left = _left.Token;

    /// <summary>
    /// Calls <paramref name="readAgain"/> on the page's own thread, in the reader's language, when the thing changes on any node; at most
    /// once in 400 ms, and once more for what happened meanwhile. The page renders itself afterwards. Does nothing while prerendering.
    /// </summary>
    /// <param name="kind">One of <see cref="ChangeKind"/>.</param>
    /// <param name="id">Id of the thing; null for every thing of the kind.</param>
    /// <param name="readAgain">Reads what the page shows; takes <see cref="Left"/>.</param>
    /// <returns>Ends the watching early; leaving the page ends it in any case.</returns>
    protected IDisposable Watch(string kind, string? id, Func<Task> readAgain)
    {
        var watch = new LiveWatch(Time, () => InvokeAsync(() => ReadAgainAsync(readAgain)), Left);
        if (RendererInfo.IsInteractive && !Left.IsCancellationRequested)
        {
            watch.Follow(Changes, change => Concerns(change, kind, id));
            _watches.Add(watch);
        }

        return watch;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A page that overrides it calls the base.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (!isDisposing || _left.IsCancellationRequested)
            return;

        _left.Cancel();
        _watches.ForEach(watch => watch.Dispose());
        _left.Dispose();
    }

    internal static bool Concerns(Change change, string kind, string? id) =>
        change == IChangeFeed.ChangeGap || (change.Kind == kind && (id is null || change.Id == id));

    // A failed re-read keeps what the page shows: old numbers beat none, and the next change tries again.
#pragma warning disable CA1031
    private async Task ReadAgainAsync(Func<Task> readAgain)
    {
        if (Left.IsCancellationRequested)
            return;

        // The feed calls from its own thread, which has the server's culture and not the reader's.
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
        try
        {
            await readAgain();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            return; // the reader has left
        }
        catch (Exception exception)
        {
            Log.ReadAgainFailed(Loggers.CreateLogger(GetType()), Reference.New(), exception);
        }
    }
#pragma warning restore CA1031
}
