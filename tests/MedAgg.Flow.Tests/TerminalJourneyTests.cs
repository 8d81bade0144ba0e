using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MedAgg.Testing;

namespace MedAgg.Flow.Tests;

/// <summary>From a source to a verified archive at a terminal, with a worker of <c>up</c> doing the work.</summary>
[Collection(ProductCollection.Name)]
public sealed class TerminalJourneyTests(Product product)
{
    [Fact]
    public async Task From_an_address_to_an_archive_that_verifies_and_builds_again_to_the_same_bytes()
    {
        string folder = await SampleAsync("terminal");
        ZipFile.CreateFromDirectory(folder, folder + ".zip");
        string address = product.Source.Offer("journey.zip", await File.ReadAllBytesAsync(folder + ".zip", TestContext.Current.CancellationToken));
        JsonElement ingested = await IngestAsync(address, "Journey phantom");
        Assert.Equal("succeeded", ingested.GetProperty("status").GetString());
        string slug = ingested.GetProperty("dataset").GetString()!;
        int images = ingested.GetProperty("counts").GetProperty("images").GetInt32();
        Assert.True(images > 50);

        JsonElement found = await JsonAsync("search", "journey phantom", "--json");
        Assert.Contains(slug, found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("slug").GetString()));

        string recipe = Path.Combine(product.Data, "recipe.json");
        await File.WriteAllTextAsync(recipe, JsonSerializer.Serialize(new { name = "Journey", sources = new[] { new { dataset = slug } } }), TestContext.Current.CancellationToken);
        string first = await BuildAsync(recipe, "first.zip");
        string second = await BuildAsync(recipe, "second.zip");
        Assert.Equal(first, second);
        Verify(Path.Combine(product.Data, "first.zip"), images);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Real_sets_are_taken_whole_and_counted_as_the_oracle_counts()
    {
        string? corpus = SharedData.Find("corpus");
        string? pneumonia = SharedData.Find("real-sets/pneumoniamnist-sample");
        Assert.SkipWhen(corpus is null || pneumonia is null, "The real sets are not on this machine.");

        string scratch = Directory.CreateDirectory(Path.Combine(product.Data, "real")).FullName;
        ZipFile.CreateFromDirectory(pneumonia!, Path.Combine(scratch, "pneumonia.zip"));
        using (ZipArchive both = ZipFile.Open(Path.Combine(scratch, "corpus.zip"), ZipArchiveMode.Create))
        {
            foreach (string path in new[] { "pydicom", "nibabel" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(corpus!, part), "*", SearchOption.AllDirectories)))
                both.CreateEntryFromFile(path, Path.GetRelativePath(corpus!, path));
        }

        JsonElement first = await IngestAsync(Path.Combine(scratch, "pneumonia.zip"), "Real pneumonia");
        // The NPZ is opened like any archive inside another: its arrays are refused as files, its images are files of their own, their labels a table.
        (int arrays, int pictures) = ArraysIn(Path.Combine(pneumonia!, "pneumoniamnist.npz"));
        Assert.Equal(Directory.EnumerateFiles(pneumonia!, "*", SearchOption.AllDirectories).Count() - 1 + arrays + pictures + 1, AllFiles(first));
        Assert.Equal(Directory.EnumerateFiles(pneumonia!, "*.png", SearchOption.AllDirectories).Count() + pictures, first.GetProperty("counts").GetProperty("images").GetInt32());

        JsonElement second = await IngestAsync(Path.Combine(scratch, "corpus.zip"), "Real corpus");
        Dictionary<string, int> expected = File.ReadLines(Path.Combine(corpus!, "oracle.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => row.GetProperty("path").GetString()!.Split('/')[0] is "pydicom" or "nibabel")
            .GroupBy(row => row.GetProperty("kind").GetString()!)
            .ToDictionary(group => group.Key, group => group.Count());
        Dictionary<string, int> counted = second.GetProperty("profile").GetProperty("fileKinds").EnumerateArray()
            .ToDictionary(kind => kind.GetProperty("value").GetString()!, kind => kind.GetProperty("count").GetInt32());
        Assert.Equal(expected.OrderBy(kind => kind.Key), counted.OrderBy(kind => kind.Key));
        Assert.Equal(expected.Values.Sum(), AllFiles(second));

        string recipe = Path.Combine(scratch, "both.json");
        await File.WriteAllTextAsync(
            recipe,
            JsonSerializer.Serialize(new { name = "Both", sources = new[] { new { dataset = Slug(first) }, new { dataset = Slug(second) } } }),
            TestContext.Current.CancellationToken);
        await BuildAsync(recipe, "real/both.zip");
        Verify(Path.Combine(scratch, "both.zip"), first.GetProperty("counts").GetProperty("images").GetInt32() + second.GetProperty("counts").GetProperty("images").GetInt32());
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_is_started_again_and_no_file_is_taken_twice()
    {
        const int Files = 4000;
        string archive = Path.Combine(product.Data, "many.zip");
        await File.WriteAllBytesAsync(archive, Hostile.Zip([.. Enumerable.Range(0, Files).Select(i => ($"case-{i / 10:000}/{i:0000}.png", Hostile.Png(64, 64, (byte)i)))]), TestContext.Current.CancellationToken);
        Task<CommandResult> following = product.RunAsync("ingest", archive, "--name", "Many drawings", "--wait", "--json");

        await KillWhileFilesGrowAsync("many-drawings");
        Assert.True(await product.IsHealthyAsync(), "the pages went down with the worker");
        CommandResult result = await following;
        Assert.True(result.ExitCode == 0, result.Error + product.Logs());
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal((Files, Files), (AllFiles(json.RootElement), json.RootElement.GetProperty("counts").GetProperty("images").GetInt32()));
        Assert.NotEmpty(product.Workers());
        await AssertSoundAsync();
    }

    private async Task KillWhileFilesGrowAsync(string slug)
    {
        long began = Stopwatch.GetTimestamp();
        while (await product.CountFilesAsync(slug) is not (> 0 and < 4000))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "the ingestion never got under way\n" + product.Logs());
            await Task.Delay(20);
        }

        foreach (int worker in product.Workers())
            Signals.Kill(worker);
    }

    private async Task<string> SampleAsync(string name)
    {
        string folder = Path.Combine(product.Data, name);
        CommandResult result = await product.RunAsync(withData: false, "sample", folder);
        Assert.True(result.ExitCode == 0, result.Error);
        return folder;
    }

    private Task<JsonElement> IngestAsync(string source, string name) => JsonAsync("ingest", source, "--name", name, "--wait", "--json");

    private async Task<string> BuildAsync(string recipe, string to)
    {
        JsonElement built = await JsonAsync("build", recipe, "--to", Path.Combine(product.Data, to), "--json");
        string stated = built.GetProperty("archive_sha256").GetString()!;
        await using FileStream file = File.OpenRead(Path.Combine(product.Data, to));
        Assert.Equal(stated, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file)));
        return stated;
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        CommandResult result = await product.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error + product.Logs());
        return JsonDocument.Parse(result.Output).RootElement.Clone();
    }

    private async Task AssertSoundAsync()
    {
        CommandResult audit = await product.RunAsync("audit", "--deep", "--json");
        Assert.True(audit.ExitCode == 0, audit.Output + audit.Error);
    }

    /// <summary>Checks an archive with nothing of ours: the hashes, the rows, the images.</summary>
    private static void Verify(string path, int images)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        Dictionary<string, string> sums = Read(archive, "SHA256SUMS").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(line => line[66..], line => line[..64]);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName != "SHA256SUMS"))
        {
            using Stream stream = entry.Open();
            Assert.Equal(sums[entry.FullName], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream)));
        }

        Assert.Equal(archive.Entries.Count - 1, sums.Count);
        Assert.Equal(images, archive.Entries.Count(entry => entry.FullName.StartsWith("images/", StringComparison.Ordinal)));
        string[] rows = Read(archive, "metadata.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(images + 1, rows.Length);
        Assert.Contains("frames", rows[0], StringComparison.Ordinal);
        Assert.Contains("slices", rows[0], StringComparison.Ordinal);
        Assert.Contains(archive.Entries, entry => entry.FullName.StartsWith("README", StringComparison.Ordinal));
    }

    private static string Read(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // As NumPy's format says: the shape stands in the text head of every array.
    private static (int Arrays, int Pictures) ArraysIn(string npz)
    {
        using ZipArchive archive = ZipFile.OpenRead(npz);
        int pictures = 0;
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name.EndsWith("_images.npy", StringComparison.Ordinal)))
        {
            using Stream stream = entry.Open();
            byte[] head = new byte[128];
            stream.ReadExactly(head);
            string text = Encoding.Latin1.GetString(head);
            pictures += int.Parse(text[(text.IndexOf("'shape': (", StringComparison.Ordinal) + 10)..].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        return (archive.Entries.Count, pictures);
    }

    private static int AllFiles(JsonElement ingested)
    {
        JsonElement counts = ingested.GetProperty("counts");
        int sum = new[] { "images", "tables", "documents", "others", "refusals" }.Sum(part => counts.GetProperty(part).GetInt32());
        Assert.Equal(counts.GetProperty("files").GetInt32(), sum);
        return sum;
    }

    private static string Slug(JsonElement ingested) => ingested.GetProperty("dataset").GetString()!;
}
