using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MedAgg.Jobs.Storage;

/// <summary>
/// Reading and writing past the system's page cache (<c>O_DIRECT</c>), for bytes that pass once: a download of gigabytes neither pushes out the pages of others
/// nor pays for pages of its own. Addresses, offsets and lengths are whole blocks then. Only on Linux; elsewhere nothing is direct.
/// </summary>
internal static partial class DirectIo
{
    /// <summary>What addresses, offsets and lengths are multiples of; enough for every common disk.</summary>
    public const int BlockBytes = 4096;

    private const int NotAligned = 22; // EINVAL: this file system or disk wants larger blocks, or knows no direct access at all
    private const int GetFlags = 3;
    private const int SetFlags = 4;

    private static int Flag => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x4000,
        Architecture.Arm64 => 0x10000,
        _ => 0,
    };

    /// <summary>Opens a file that exists for direct access; null where that is not known.</summary>
    public static SafeFileHandle? TryOpen(string path, FileAccess access)
    {
        if (!OperatingSystem.IsLinux() || Flag == 0)
            return null;
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        int flags = Control(file, GetFlags, 0);
        if (flags >= 0 && Control(file, SetFlags, flags | Flag) >= 0)
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>Whether the disk refused direct access as such, so that the ordinary way is to be taken.</summary>
    public static bool IsUnknown(IOException exception) => exception.HResult == NotAligned;

    public static bool IsWhole(long bytes) => bytes % BlockBytes == 0;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
