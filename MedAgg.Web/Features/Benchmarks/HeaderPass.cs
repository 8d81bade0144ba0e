using System.Diagnostics;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>One reading of every file's facts, with what it cost the whole process: runtime, compiler and collector included.</summary>
/// <param name="Cpu">Processor time of all threads.</param>
/// <param name="Wall">Time by the clock.</param>
/// <param name="AllocatedBytes">Managed bytes of the reading threads.</param>
/// <param name="Elements">Top-level elements that were indexed.</param>
/// <param name="Refused">Files without facts.</param>
internal sealed record HeaderPass(TimeSpan Cpu, TimeSpan Wall, long AllocatedBytes, long Elements, int Refused)
{
    public static HeaderPass Run(IReadOnlyList<string> files, int threads, CancellationToken cancellationToken)
    {
        HeaderShare[] shares = [.. Enumerable.Range(0, threads).Select(i => new HeaderShare(files, i, threads))];
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long wall = Stopwatch.GetTimestamp();
        Thread[] others = [.. shares.Skip(1).Select(share => new Thread(() => share.Read(cancellationToken)))];
        foreach (Thread other in others)
            other.Start();
        shares[0].Read(cancellationToken);
        foreach (Thread other in others)
            other.Join();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(wall);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Environment.CpuUsage.TotalTime - cpu, elapsed, shares.Sum(s => s.Allocated), shares.Sum(s => s.Elements), shares.Sum(s => s.Refused));
    }

    /// <summary>Every n-th file, read on one thread.</summary>
    private sealed class HeaderShare(IReadOnlyList<string> files, int first, int step)
    {
        public long Allocated { get; private set; }

        public long Elements { get; private set; }

        public int Refused { get; private set; }

        public void Read(CancellationToken cancellationToken)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = first; i < files.Count && !cancellationToken.IsCancellationRequested; i += step)
            {
                using ByteSource source = ByteSource.Open(files[i]);
                FileReading reading = ImageReaders.Inspect(source, files[i], ImagingLimits.Default, CancellationToken.None);
                if (reading.Facts?.Dicom is { } dicom)
                    Elements += dicom.TopLevelElements;
                else
                    Refused++;
            }

            Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
