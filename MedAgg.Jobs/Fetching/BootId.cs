namespace MedAgg.Jobs.Fetching;

/// <summary>
/// Names the running system. As long as it is the same one, no cut of power has happened: bytes that a killed process has written are all there, whether
/// the disk has them yet or not.
/// </summary>
internal static class BootId
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    /// <summary>Null where the system has no such name; then only what the disk has surely taken counts.</summary>
    public static string? Current { get; } = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : null;
}
