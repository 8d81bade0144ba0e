using System.Runtime.InteropServices;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Processor time of children that have ended.</summary>
internal static partial class ChildTime
{
    private const int Children = -1;

    /// <summary>User and system time of all of them; zero where the system does not tell.</summary>
    public static TimeSpan OfAll()
    {
        if (!OperatingSystem.IsLinux())
            return TimeSpan.Zero;
        Span<long> usage = stackalloc long[18]; // struct rusage: ru_utime, ru_stime, 14 counters
        return GetUsage(Children, ref usage[0]) != 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
