using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MedAgg.Web.Tests.Features.Inspection;

/// <summary>The product as a command that has run to its end.</summary>
/// <param name="ExitCode">0 done, 1 refused, 2 wrong usage.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Elapsed">By the clock.</param>
/// <param name="PeakBytes">Largest resident memory that was seen; 0 where the system does not tell.</param>
internal sealed record Terminal(int ExitCode, string Output, string Errors, TimeSpan Elapsed, long PeakBytes)
{
    private static readonly string Assembly = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "MedAgg.Web", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "MedAgg.Web.dll"));

    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static Terminal Run(params string[] arguments) => Run(null, arguments);

    /// <param name="searchPath">PATH of the process; null for that of the tests.</param>
    public static Terminal Run(string? searchPath, string[] arguments)
    {
        ProcessStartInfo start = new(Host(), [Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (searchPath is not null)
            start.Environment["PATH"] = searchPath;
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        long peak = 0;
        while (!process.WaitForExit(20))
            peak = Math.Max(peak, Resident(process.Id));
        process.WaitForExit();
        return new(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult(), Stopwatch.GetElapsedTime(began), peak);
    }

    private static string Host() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "dotnet")).FirstOrDefault(File.Exists) ?? "dotnet";

    /// <summary>The high-water mark of the resident set, which a look now and then does not miss.</summary>
    private static long Resident(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
