namespace MedAgg.Testing;

/// <summary>Real material for conformance tests: <c>MEDAGG_SHARED</c>, else <c>../shared</c> beside the repository. It is never part of the repository.</summary>
public static class SharedData
{
    /// <summary>The full path of something below <c>data</c>; null when it is not on this machine.</summary>
    public static string? Find(string below)
    {
        string? root = Environment.GetEnvironmentVariable("MEDAGG_SHARED") ?? BesideRepository();
        string? path = root is null ? null : Path.Combine(root, "data", below);
        return Path.Exists(path) ? path : null;
    }

    private static string? BesideRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MedAgg.sln")))
                return folder.Parent is null ? null : Path.Combine(folder.Parent.FullName, "shared");
        }

        return null;
    }
}
