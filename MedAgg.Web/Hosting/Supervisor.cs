using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MedAgg.Web.Hosting;

/// <summary>Keeps one child process running: started again when it dies, asked to end by SIGTERM, killed only when it does not listen.</summary>
internal sealed partial class Supervisor(string name, string[] arguments, NodeSettings settings, CancellationToken stopping) : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Ctrl-C reaches the children, too: they end while this process is told to, and are not to be started again.
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private Process? _child;
    private Task? _watch;

    /// <summary>The child's log file.</summary>
    public string LogFile { get; } = Path.Combine(settings.Data.Logs, name + ".log");

    /// <summary>How often the child was started again after it had died.</summary>
    public int Restarts { get; private set; }

    public void Start() => _watch = WatchAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_child is { HasExited: false } child)
        {
            _ = Kill(child.Id, SigTerm);
            using var patience = new CancellationTokenSource(Patience);
            await child.WaitForExitAsync(patience.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            if (!child.HasExited)
                child.Kill(entireProcessTree: true);
        }

        if (_watch is not null)
            await _watch;
        _child?.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (!cancellationToken.IsCancellationRequested)
        {
            long began = Stopwatch.GetTimestamp();
            await RunOnceAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;

            Restarts++;
            pause = Stopwatch.GetElapsedTime(began) > LongestPause ? TimeSpan.FromSeconds(1) : pause;
            await Console.Error.WriteLineAsync($"{name} ended and is started again in {pause.TotalSeconds:0} s; its log: {LogFile}");
            await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 2, LongestPause.TotalSeconds));
        }
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(typeof(Supervisor).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["ConnectionStrings__MedAgg"] = settings.ConnectionString;
        start.Environment["MEDAGG_DATA"] = settings.Data.Path;
        start.Environment[SupervisorWatch.Variable] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);

        await using FileStream log = OpenLog();
        _child = Process.Start(start)!;
        Task output = _child.StandardOutput.BaseStream.CopyToAsync(log, CancellationToken.None);
        Task error = _child.StandardError.BaseStream.CopyToAsync(log, CancellationToken.None);
        await _child.WaitForExitAsync(cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
        if (_child.HasExited)
            await Task.WhenAll(output, error);
    }

    private FileStream OpenLog()
    {
        const long Large = 16 * 1024 * 1024;
        if (File.Exists(LogFile) && new FileInfo(LogFile).Length > Large)
            File.Move(LogFile, LogFile + ".1", overwrite: true);
        return new FileStream(LogFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
