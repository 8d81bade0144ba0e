using System.Text.RegularExpressions;

namespace MedAgg.Architecture.Tests;

/// <summary>What may stand in the repository.</summary>
public sealed partial class RepositoryTests
{
    [Fact]
    public void No_binary_or_built_asset_is_tracked() =>
        Assert.Empty(Tracked().Where(path => BuiltThings().IsMatch(path) && !path.StartsWith("docs/", StringComparison.Ordinal)));

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        IReadOnlyList<string> tracked = Tracked();
        Assert.All(tracked.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)), project =>
            Assert.Contains(Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json", tracked));
        Assert.Contains("MedAgg.Web/package-lock.json", tracked);
    }

    [Fact]
    public void No_project_states_a_version_of_its_own() =>
        Assert.Empty(Tracked().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => OwnVersion().IsMatch(Repository.Text(path))));

    [Fact]
    public void No_file_names_a_registry_or_a_path_of_one_machine() =>
        Assert.Empty(Tracked()
            .Where(path => !path.EndsWith("RepositoryTests.cs", StringComparison.Ordinal) && TextFiles().IsMatch(path))
            .Where(path => MachineThings().IsMatch(Repository.Text(path))));

    [Fact]
    public void What_a_person_reads_first_is_there_in_both_languages()
    {
        Assert.All(new[] { "README.md", "README.ru.md", "LICENSE", "ARCHITECTURE.md", "appsettings.Example.json" }, path =>
            Assert.True(File.Exists(Path.Combine(Repository.Root, path)), $"{path} is missing"));
        Assert.Contains("README.ru.md", Repository.Text("README.md"), StringComparison.Ordinal);
        Assert.Contains("README.md", Repository.Text("README.ru.md"), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Tracked()
    {
        IReadOnlyList<string>? tracked = Repository.TrackedFiles();
        Assert.SkipWhen(tracked is null, "This is no git checkout.");
        return [.. tracked!.Where(path => File.Exists(Path.Combine(Repository.Root, path)))];
    }

    [GeneratedRegex(@"\.(dcm|nii|gz|npz|onnx|parquet|dll|so|exe|zip|tar|7z|png|jpe?g|woff2?)$|\.min\.(js|css)$")]
    private static partial Regex BuiltThings();

    [GeneratedRegex(@"<PackageReference [^>]*Version=")]
    private static partial Regex OwnVersion();

    [GeneratedRegex(@"\.(cs|razor|csproj|props|targets|json|yaml|yml|md|sh|js|css|txt)$|^medagg$|^\.ci/run$|Dockerfile")]
    private static partial Regex TextFiles();

    [GeneratedRegex(@"/v3/index\.json|registry\.npmjs|api\.nuget|deb\.debian|/work/(main|shared|wt)")]
    private static partial Regex MachineThings();
}
