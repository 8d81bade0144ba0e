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
    public static HeaderPass Run(IReadOnlyList<string> files, int threads, int rounds, CancellationToken cancellationToken)
    {
        HeaderQueue queue = new((long)files.Count * rounds);
        HeaderShare[] shares = [.. Enumerable.Range(0, threads).Select(_ => new HeaderShare(files, queue))];
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

    /// <summary>What is left to read; threads take pieces, so that none waits for another's last ones.</summary>
    private sealed class HeaderQueue(long count)
    {
        private const int Piece = 50;
        private long _next;

        public (long First, long End) Take()
        {
            long end = Interlocked.Add(ref _next, Piece);
            return (Math.Min(end - Piece, count), Math.Min(end, count));
        }
    }

    /// <summary>What one thread reads of the queue.</summary>
    private sealed class HeaderShare(IReadOnlyList<string> files, HeaderQueue queue)
    {
        public long Allocated { get; private set; }

        public long Elements { get; private set; }

        public int Refused { get; private set; }

        public void Read(CancellationToken cancellationToken)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for ((long at, long end) = queue.Take(); at < end && !cancellationToken.IsCancellationRequested; (at, end) = queue.Take())
            {
                for (; at < end; at++)
                    ReadFile(files[(int)(at % files.Count)]);
            }

            Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        private void ReadFile(string path)
        {
            using ByteSource source = ByteSource.Open(path);
            FileReading reading = ImageReaders.Inspect(source, path, ImagingLimits.Default, CancellationToken.None);
            if (reading.Facts?.Dicom is { } dicom)
                Elements += dicom.TopLevelElements;
            else
                Refused++;
        }
    }
}
