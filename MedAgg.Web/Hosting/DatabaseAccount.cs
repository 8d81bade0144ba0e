using System.Runtime.InteropServices;

namespace MedAgg.Web.Hosting;

/// <summary>PostgreSQL refuses to run as root: then it runs as <c>postgres</c>, or as <c>nobody</c> where there is no such account.</summary>
internal static partial class DatabaseAccount
{
    /// <summary>The account to run the database as; null for the current one.</summary>
    public static string? Name { get; } = GetEffectiveUserId() != 0 ? null : Exists("postgres") ? "postgres" : "nobody";

    /// <summary>Whether the database's account may pass through every folder down to this one.</summary>
    public static bool CanReach(string path)
    {
        if (Name is null)
            return true;

        for (DirectoryInfo? folder = new(path); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        return true;
    }

    private static bool Exists(string account) =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(account + ":", StringComparison.Ordinal));

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
