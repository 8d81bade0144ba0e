namespace MedAgg.Jobs.Tests.Storage;

/// <summary>The shared material beside the repository, where it is present.</summary>
internal static class SharedData
{
    /// <summary>Full path of a file or folder below <c>shared/data</c>; the test is skipped where it is absent.</summary>
    public static string Require(string path)
    {
        string? full = Testing.SharedData.Find(path);
        Assert.SkipWhen(full is null, $"The shared material '{path}' is not on this machine.");
        return full!;
    }
}
