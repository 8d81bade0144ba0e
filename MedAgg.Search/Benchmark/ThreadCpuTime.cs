using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MedAgg.Search.Benchmark;

/// <summary>CPU time of the calling thread; wall time where the system does not tell it.</summary>
internal static partial class ThreadCpuTime
{
    private const int ThreadClock = 3;

    public static double Microseconds()
    {
        if (OperatingSystem.IsLinux() && ClockGetTime(ThreadClock, out TimeSpec time) == 0)
            return (time.Seconds * 1e6) + (time.Nanoseconds / 1e3);
        return Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
