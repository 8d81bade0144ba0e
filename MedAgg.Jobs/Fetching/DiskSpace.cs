namespace MedAgg.Jobs.Fetching;

/// <summary>Recognises a full disk.</summary>
public static class DiskSpace
{
    private const int UnixNoSpace = 28; // ENOSPC
    private const int UnixQuota = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsFull(IOException exception) => exception.HResult is UnixNoSpace or UnixQuota or WindowsDiskFull;
}
