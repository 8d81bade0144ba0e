namespace MedAgg.Jobs.Fetching;

/// <summary>Knows how much room a disk has, and recognises a full one.</summary>
public static class DiskSpace
{
    private const int UnixNoSpace = 28; // ENOSPC
    private const int UnixQuota = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsFull(IOException exception) => exception.HResult is UnixNoSpace or UnixQuota or WindowsDiskFull;

    /// <summary>Bytes that this process may still write where the folder is.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
