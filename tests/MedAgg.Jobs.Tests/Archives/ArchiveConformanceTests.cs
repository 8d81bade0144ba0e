using System.Text.Json;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Tests.Storage;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>The shared hostile archives, each unpacked to a folder under the shared limits.</summary>
public sealed class ArchiveConformanceTests(ITestOutputHelper output) : IDisposable
{
    // Shift-JIS is not guessed: its names stay distinct, but unreadable.
    private static readonly string[] ReadableNames = ["zip_names_utf8.zip", "zip_names_cp437.zip", "zip_names_cp866.zip", "zip_names_cp1251.zip"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_hostile_archive_ends_in_an_acceptable_verdict()
    {
        string material = SharedData.Require("hostile/files/archives");
        var limits = ArchiveLimits.Read(await File.ReadAllTextAsync(SharedData.Require("hostile/limits-test.json"), TestContext.Current.CancellationToken));
        List<string> wrong = [];
        int files = 0;
        int exact = 0;
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(material, "manifest.jsonl"), TestContext.Current.CancellationToken))
        {
            Case hostile = JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!;
            string name = Path.GetFileName(hostile.File);
            string target = _folder.At($"out-{files++}");
            ArchiveTable table = await new ArchiveUnpacker(TimeProvider.System)
                .UnpackAsync(Path.Combine(material, name), target, _folder.At("scratch"), limits, null, TestContext.Current.CancellationToken);

            string verdict = table.Verdict switch { ArchiveVerdict.Accept => "accept", ArchiveVerdict.Reject => "reject", _ => "accept-with-warning" };
            exact += verdict == hostile.Expected ? 1 : 0;
            output.WriteLine($"{name}: {verdict} {table.Reason} (expected {hostile.Expected})");
            if (!hostile.Acceptable.Contains(verdict))
                wrong.Add($"{name} ({hostile.Attack}): {verdict} {table.Reason}");
            if (table.Verdict != ArchiveVerdict.Accept && (table.Reason is null || table.Reason.Message.Length < 10 || table.Reason.Message.Contains("/tmp/", StringComparison.Ordinal)))
                wrong.Add($"{name}: no clear sentence: {table.Reason}");
            if (ReadableNames.Contains(name))
                wrong.AddRange(hostile.Names!.Where(expected => !File.Exists(Path.Combine(target, expected))).Select(expected => $"{name}: no {expected}"));
            wrong.AddRange(Escapes(target, hostile).Select(escape => $"{name}: {escape}"));
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
        }

        output.WriteLine($"{files - wrong.Count} of {files} acceptable, {exact} exactly as expected");
        Assert.True(files > 100);
        Assert.Empty(wrong);
        Assert.False(Directory.Exists(_folder.At("scratch")) && Directory.EnumerateFileSystemEntries(_folder.At("scratch")).Any());
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Escapes(string target, Case hostile)
    {
        foreach (string path in hostile.MustNotExist ?? [])
        {
            if (Path.Exists(Path.Combine(target, path)) || Path.Exists(Path.Combine(Path.GetDirectoryName(target)!, Path.GetFileName(path.TrimEnd('/')))))
                yield return "escaped to " + path;
        }

        foreach (FileSystemInfo entry in Directory.Exists(target) ? new DirectoryInfo(target).EnumerateFileSystemInfos("*", SearchOption.AllDirectories) : [])
        {
            if (entry.LinkTarget is not null || (entry.UnixFileMode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0)
                yield return "left a link or a set-user file";
        }
    }

    private sealed record Case(string File, string Attack, string Expected, IReadOnlyList<string> Acceptable)
    {
        public IReadOnlyList<string>? Names { get; init; }

        [System.Text.Json.Serialization.JsonPropertyName("must_not_exist")]
        public IReadOnlyList<string>? MustNotExist { get; init; }
    }
}
