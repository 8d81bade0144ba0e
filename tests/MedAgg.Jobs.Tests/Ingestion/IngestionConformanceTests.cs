using System.IO.Compression;
using System.Text.Json;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>Real files of the shared material, where it is on this machine.</summary>
public sealed class IngestionConformanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pneumonia_mnist_is_labelled_by_folders_and_by_its_table()
    {
        string root = TestedFolder("real-sets/pneumoniamnist-sample");
        await using JobsHost host = await JobsHost.StartAsync();
        string zip = Path.Combine(host.Folder, "pneumoniamnist.zip");
        await ZipAsync(zip, root, path => path == "labels.csv" || path.StartsWith("png/", StringComparison.Ordinal));

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(zip));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        string[] rows = [.. (await File.ReadAllLinesAsync(Path.Combine(root, "labels.csv"), Token)).Skip(1)];
        (_, var version) = await host.VersionAsync(request.VersionId!.Value);
        Assert.Equal((rows.Length, 1L, 0L), (version.Counts.Images, version.Counts.Tables, version.Counts.Refusals));
        IReadOnlyDictionary<string, ImageFact> images = await host.ImagesAsync(request.VersionId.Value);
        foreach (string row in rows)
        {
            string[] cells = row.Split(',');
            ImageFact image = images[$"pneumoniamnist.zip!/{cells[0]}"];
            Assert.Equal((cells[1], 28, 28), (image.Split, image.Columns, image.Rows));
            Assert.Contains($"label={cells[4]}", image.Labels); // by the folder
            Assert.Contains($"labels.label={cells[3]}", image.Labels); // the table has a column of that name
            Assert.Contains($"label_name={cells[4]}", image.Labels);
            Assert.Contains($"body_part={cells[5]}", image.Labels);
        }
    }

    [Theory]
    [InlineData("pydicom")]
    [InlineData("nibabel")]
    public async Task No_file_of_the_corpus_is_lost_and_kinds_are_those_of_the_oracle(string part)
    {
        string root = TestedFolder("corpus");
        await using JobsHost host = await JobsHost.StartAsync();
        string zip = Path.Combine(host.Folder, "corpus.zip");
        await ZipAsync(zip, root, path => path.StartsWith(part + "/", StringComparison.Ordinal));
        Dictionary<string, string> oracle = [];
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(root, "oracle.jsonl"), Token))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string path = row.RootElement.GetProperty("path").GetString()!;
            if (path.StartsWith(part + "/", StringComparison.Ordinal))
                oracle[$"corpus.zip!/{path}"] = row.RootElement.GetProperty("kind").GetString()!;
        }

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(zip));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        Dictionary<string, string> kinds = (await host.FilesAsync(request.VersionId!.Value)).ToDictionary(file => file.Path, file => file.Kind);
        // An archive inside the archive is unpacked: its entries stand there instead of itself.
        string[] lost = [.. oracle.Keys.Where(path => !kinds.ContainsKey(path) && !kinds.Keys.Any(other => other.StartsWith(path + "!/", StringComparison.Ordinal)))];
        Assert.True(lost.Length == 0, "lost: " + string.Join(", ", lost));
        string[] other = [.. oracle.Where(pair => kinds.TryGetValue(pair.Key, out string? kind) && kind != pair.Value).Select(pair => $"{pair.Key}: {kinds[pair.Key]} instead of {pair.Value}")];
        Assert.True(other.Length == 0, string.Join(", ", other));
    }

    private static string TestedFolder(string below)
    {
        string? folder = SharedData.Find(below);
        if (folder is null)
            Assert.Skip($"The shared material {below} is not on this machine.");
        return folder;
    }

    private static async Task ZipAsync(string target, string root, Predicate<string> isWanted)
    {
        await using ZipArchive zip = await ZipFile.OpenAsync(target, ZipArchiveMode.Create, Token);
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (isWanted(path))
                await zip.CreateEntryFromFileAsync(file, path, Token);
        }
    }
}
