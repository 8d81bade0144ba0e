using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MedAgg.Imaging.Bytes;

/// <summary>Opens a file as the system does: <see cref="File.OpenHandle"/> takes an advisory lock of each file and gives it back, three system calls of eight.</summary>
internal static partial class UnlockedFile
{
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800; // a pipe without a writer must not hold the reader
    private const int CloseOnExec = 0x80000;

    /// <summary>Null where the system is another or refuses; the caller's way of opening then says why.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        if (!OperatingSystem.IsLinux() || path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return null;
        nint descriptor = Open(path, ReadOnly | NonBlocking | CloseOnExec);
        return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
