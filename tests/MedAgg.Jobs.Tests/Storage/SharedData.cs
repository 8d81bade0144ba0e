namespace MedAgg.Jobs.Tests.Storage;

/// <summary>The shared material beside the repository, where it is present.</summary>
internal static class SharedData
{
    /// <summary>Full path of a file or folder below <c>shared/data</c>; the test is skipped where it is absent.</summary>
    public static string Require(string path)
    {
        string root = Environment.GetEnvironmentVariable("MEDAGG_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        string full = Path.GetFullPath(Path.Combine(root, "data", path));
        if (!Path.Exists(full))
            Assert.Skip($"The shared material '{path}' is not on this machine.");
        return full;
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MedAgg.sln")))
                return folder.FullName;
        }

        return Directory.GetCurrentDirectory();
    }
}
