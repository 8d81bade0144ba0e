using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Measures how fast headers become facts: cold in a process of its own, warm on one thread and on two, and the peers.</summary>
internal static class InspectBench
{
    /// <summary>The hidden option of the cold process.</summary>
    public const string ColdOption = "--cold-pass";

    private const int Passes = 5;
    private const int WarmPasses = 15;

    /// <summary>Readings of the set in one timed pass: long enough that starting a thread does not count.</summary>
    private const int Rounds = 4;
    private const int LeastWarmUps = 5;
    private const int MostWarmUps = 15;

    public static async Task<InspectFigures> RunAsync(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = BenchSlices.Prepare(folder, cancellationToken);
        double cold = await ColdAsync(folder, cancellationToken);
        WarmUp(files, cancellationToken);
        List<HeaderPass> one = [];
        List<HeaderPass> two = [];
        for (int i = 0; i < WarmPasses; i++)
        {
            one.Add(HeaderPass.Run(files, 1, Rounds, cancellationToken));
            two.Add(HeaderPass.Run(files, 2, Rounds, cancellationToken));
        }

        (IReadOnlyDictionary<string, double> peers, IReadOnlyList<string> absent) = await InspectPeers.RunAsync(files, cancellationToken);
        double cpu = Median(one.Select(p => p.Cpu.TotalSeconds)) / Rounds;
        return new()
        {
            Files = files.Count,
            TopLevelElementsPerFile = (double)one[0].Elements / files.Count / Rounds,
            Refused = one[0].Refused / Rounds,
            FilesPerCpuSecond = files.Count / cpu,
            ColdFilesPerCpuSecond = cold,
            TwoThreadSpeedup = one.Min(p => p.Wall) / two.Min(p => p.Wall), // whatever else runs on the machine only adds to a time by the clock
            TwoThreadCpuSpeedup = 2 * cpu * Rounds / Median(two.Select(p => p.Cpu.TotalSeconds)),
            AllocatedBytesPerFile = (double)one[^1].AllocatedBytes / files.Count / Rounds,
            Peers = peers,
            PeersAbsent = absent,
            Zip = await PackedHeaderPass.RunAsync(cancellationToken),
        };
    }

    /// <summary>What the cold process does: one pass, nothing before it.</summary>
    public static double ColdPass(string folder, CancellationToken cancellationToken)
    {
        string[] files = BenchSlices.List(folder);
        return files.Length / HeaderPass.Run(files, 1, 1, cancellationToken).Cpu.TotalSeconds;
    }

    /// <summary>Until the compiler has finished its second tier: two passes in a row within a twentieth of the best one.</summary>
    private static void WarmUp(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        double best = double.MaxValue;
        int steady = 0;
        for (int i = 0; i < MostWarmUps && (i < LeastWarmUps || steady < 2); i++)
        {
            double cpu = HeaderPass.Run(files, 1, 1, cancellationToken).Cpu.TotalSeconds;
            steady = cpu < best * 1.05 && cpu > best * 0.95 ? steady + 1 : 0;
            best = Math.Min(best, cpu);
        }
    }

    private static async Task<double> ColdAsync(string folder, CancellationToken cancellationToken)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] own = isHost ? [Assembly.GetEntryAssembly()!.Location] : [];
        ProcessStartInfo start = new(program, [.. own, "bench", "inspect", folder, ColdOption]) { RedirectStandardOutput = true };
        List<double> rates = [];
        for (int i = 0; i < Passes; i++)
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (double.TryParse(output.Trim(), CultureInfo.InvariantCulture, out double rate))
                rates.Add(rate);
        }

        return rates.Count == 0 ? double.NaN : Median(rates);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
