namespace MedAgg.Search.Tests;

/// <summary>Where the real material lies: <c>MEDAGG_SHARED</c>, else <c>../shared</c> beside the repository.</summary>
internal static class SharedData
{
    public static string Folder()
    {
        string? named = Environment.GetEnvironmentVariable("MEDAGG_SHARED");
        if (!string.IsNullOrEmpty(named)) return Path.Combine(named, "data");
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MedAgg.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? AppContext.BaseDirectory, "shared", "data");
    }
}
