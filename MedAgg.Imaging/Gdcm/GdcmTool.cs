using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MedAgg.Imaging.Gdcm;

/// <summary>Runs <c>gdcmconv --raw</c> as a child that may neither grow, nor stay, nor see this process's environment.</summary>
internal static class GdcmTool
{
    private const int StillRunningCheckMs = 100;

    /// <summary>Limits are set by the shell that becomes the converter; arguments come by position, never inside the script.</summary>
    private const string Script = """
        set -e
        ulimit -c 0
        ulimit -v "$1"
        ulimit -f "$2"
        ulimit -t "$3"
        exec "$4" --raw "$5" "$6" </dev/null >/dev/null 2>&1
        """;

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>True when the converter is installed (Debian <c>libgdcm-tools</c>).</summary>
    public static bool IsInstalled => Found.Value is not null;

    /// <summary>Converts one file in a folder of its own; answers a problem or null.</summary>
    /// <param name="folder">Private folder that holds <paramref name="input"/>; the output is made in it.</param>
    /// <param name="input">File name of the compressed instance.</param>
    /// <param name="output">File name of the native one.</param>
    /// <param name="mostOutputBytes">The converter is ended when it writes more.</param>
    /// <param name="mostMemoryBytes">Its address space.</param>
    /// <param name="patience">Seconds by the clock, and of processor time.</param>
    /// <param name="cancellationToken">Ends the converter and whatever it has started.</param>
    public static string? Run(string folder, string input, string output, long mostOutputBytes, long mostMemoryBytes, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Found.Value is not { } tool)
            return "gdcmconv is not installed.";
        ProcessStartInfo start = new("/bin/sh") { UseShellExecute = false, WorkingDirectory = folder };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C";
        long seconds = Math.Max(1, (long)Math.Ceiling(patience.TotalSeconds));
        foreach (string argument in (string[])["-c", Script, "gdcmconv", Text(mostMemoryBytes / 1024), Text((mostOutputBytes + 511) / 512), Text(seconds), tool, input, output])
            start.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(start)!;
            long begin = Stopwatch.GetTimestamp();
            while (!process.WaitForExit(StillRunningCheckMs))
            {
                bool isLate = Stopwatch.GetElapsedTime(begin) > patience;
                if (!isLate && !cancellationToken.IsCancellationRequested)
                    continue;
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                cancellationToken.ThrowIfCancellationRequested();
                return $"The decoder did not finish within {seconds} seconds.";
            }
            return process.ExitCode == 0 ? null : "The compressed pixel data are damaged, or need more memory than a decoder may take.";
        }
        catch (Win32Exception)
        {
            return "The decoder cannot be started.";
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Find()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/sh"))
            return null;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, "gdcmconv")).FirstOrDefault(File.Exists);
    }
}
