using System.Buffers;

namespace MedAgg.Jobs.Storage;

/// <summary>
/// A full disk, and the room that is left on it before it is full: whatever a source sends, the database, the logs and the system beside the work folders
/// go on. The reserve is 2 GiB, or a twentieth of a disk of less than 40 GiB.
/// </summary>
public static class DiskSpace
{
    /// <summary>The code that users see.</summary>
    public const string FullCode = "DISK_FULL";

    private const int UnixNoSpace = 28; // ENOSPC
    private const int UnixQuota = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const long MostReserveBytes = 2L << 30;
    private const int ReserveShare = 20;
    private const int CopyBytes = 128 * 1024;

    public static bool IsFull(IOException exception) => exception.HResult is UnixNoSpace or UnixQuota or WindowsDiskFull;

    /// <summary>Bytes of strangers that may still be written where the path is; the reserve is not counted.</summary>
    public static long RoomBytes(string path)
    {
        DriveInfo disk = new(path);
        return Math.Max(0, disk.AvailableFreeSpace - Math.Min(MostReserveBytes, disk.TotalSize / ReserveShare));
    }

    /// <summary>To be called before bytes of a stranger are written.</summary>
    /// <param name="path">A file or folder that exists, on the disk in question.</param>
    /// <param name="bytes">How many are to come.</param>
    /// <exception cref="IOException">They would not leave the reserve; <see cref="IsFull"/> says so.</exception>
    public static void Demand(string path, long bytes)
    {
        if (RoomBytes(path) < bytes)
            throw Full($"There is no room for {bytes} more bytes.", null);
    }

    /// <summary>What <see cref="IsFull"/> recognises, for a place that tells it in another way.</summary>
    public static IOException Full(string message, Exception? inner) =>
        new(message, inner) { HResult = OperatingSystem.IsWindows() ? WindowsDiskFull : UnixNoSpace };

    /// <summary>Copies a stranger's stream into a file for as long as there is room.</summary>
    /// <exception cref="IOException">The rest would not leave the reserve; <see cref="IsFull"/> says so.</exception>
    public static async Task CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                Demand(file.Name, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
