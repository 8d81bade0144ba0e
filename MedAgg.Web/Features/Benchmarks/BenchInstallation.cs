using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>An empty installation in a folder of its own, whose commands run as processes of their own; deleted at the end.</summary>
internal sealed class BenchInstallation : IDisposable
{
    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(50);

    private BenchInstallation(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Address and port that the commands may fetch from.</summary>
    public string? AllowedHost { get; init; }

    /// <param name="parent">Folder on the disk that is to be measured.</param>
    /// <param name="allowedHost">Host and port on loopback that serves the archive; null for none.</param>
    public static BenchInstallation Create(string parent, string? allowedHost)
    {
        string folder = Path.Combine(Path.GetFullPath(parent), string.Create(CultureInfo.InvariantCulture, $"bench-{Environment.ProcessId}"));
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101); // the database's own account must be able to enter
        return new(folder) { AllowedHost = allowedHost };
    }

    /// <summary>Runs a command that prints one JSON object and answers what it printed, how long it took and how much memory it held at most.</summary>
    /// <exception cref="RefusedException">The command failed; its own sentence.</exception>
    public async Task<(JsonNode Answer, TimeSpan Wall, long PeakBytes)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = StartOf([.. arguments]);
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        using CancellationTokenSource ended = new();
        Task<long> peak = WatchAsync(process.Id, ended.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        TimeSpan wall = Stopwatch.GetElapsedTime(began);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new RefusedException("BENCH_FAILED", $"{string.Join(' ', arguments)}: {(await errors).Trim()}");
        return (JsonNode.Parse(output)!, wall, await peak);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private ProcessStartInfo StartOf(string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] own = isHost ? [Assembly.GetEntryAssembly()!.Location] : [];
        ProcessStartInfo start = new(program, [.. own, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ConnectionStrings__MedAgg");
        if (AllowedHost is not null)
            start.Environment["Fetching__AllowedPrivateHosts__0"] = AllowedHost;
        return start;
    }

    /// <summary>The system keeps the high-water mark itself; it only has to be read before the process is gone.</summary>
    private static async Task<long> WatchAsync(int processId, CancellationToken ended)
    {
        long peak = 0;
        string status = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status");
        using PeriodicTimer timer = new(MemoryInterval);
        try
        {
            while (File.Exists(status) && await timer.WaitForNextTickAsync(ended))
                peak = Math.Max(peak, HighWaterMark(status));
        }
        catch (OperationCanceledException)
        {
            return peak;
        }

        return peak;
    }

    private static long HighWaterMark(string status)
    {
        try
        {
            string? line = File.ReadLines(status).FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it ended while its file was read
        }
    }
}
