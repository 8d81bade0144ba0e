using System.Diagnostics;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>What people do without the product: <c>unzip</c>, then a loop over the headers. Seconds by the clock; null where a tool is not installed.</summary>
internal static class UnzipPeers
{
    private const string Unzip = "/usr/bin/unzip";
    private const string Python = "/usr/bin/python3";

    private const string Loop = """
        import os, sys
        from pydicom import dcmread
        for folder, _, names in os.walk(sys.argv[1]):
            for name in names:
                d = dcmread(os.path.join(folder, name), stop_before_pixels=True)
                d.get("PatientID"), d.get("StudyInstanceUID"), d.get("SeriesInstanceUID"), d.get("Modality"), d.get("BodyPartExamined"), d.get("Rows"), d.get("Columns")
        """;

    /// <summary>Reads and checks every entry.</summary>
    public static async Task<double?> TestAsync(string archive, CancellationToken cancellationToken) =>
        File.Exists(Unzip) ? await TimeAsync(new(Unzip, ["-tqq", archive]), cancellationToken) : null;

    /// <summary>Writes every entry to a folder and reads its header.</summary>
    public static async Task<double?> ReadAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Unzip) || !File.Exists(Python))
            return null;
        try
        {
            double? unpacked = await TimeAsync(new(Unzip, ["-qq", archive, "-d", folder]), cancellationToken);
            return unpacked + await TimeAsync(new(Python, ["-c", Loop, folder]), cancellationToken);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double?> TimeAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        _ = await errors;
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : null;
    }
}
