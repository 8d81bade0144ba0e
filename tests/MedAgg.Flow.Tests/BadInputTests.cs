namespace MedAgg.Flow.Tests;

/// <summary>Bad input ends in a code and one sentence, and leaves nothing behind.</summary>
[Collection(ProductCollection.Name)]
public sealed class BadInputTests(Product product)
{
    private static readonly byte[] Good = Hostile.Png(4, 4);

    public static TheoryData<string, string, string> Cases => new()
    {
        { "missing.zip", "SOURCE_NOT_FOUND", "missing.zip" },
        { "page.zip", "SOURCE_NOT_DATA", "web page" },
        { "truncated.zip", "ARCHIVE_CORRUPT", "truncated.zip" },
        { "escape.zip", "ARCHIVE_ENTRY_ESCAPES_ROOT", "evil.png" },
        { "empty.zip", "ARCHIVE_EMPTY", "empty.zip" },
        { "claim.zip", "NOTHING_READABLE", "IMAGE_TOO_LARGE" },
        { "bomb.zip", "NOTHING_READABLE", "bomb.bin" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_bad_source_is_refused_with_a_code_and_a_sentence(string name, string code, string named)
    {
        if (Make(name) is { } bytes)
            product.Source.Offer(name, bytes);

        CommandResult result = await product.RunAsync("ingest", product.Source.AddressOf(name), "--name", name, "--wait");
        Assert.True(result.ExitCode == 1, result.Error + product.Logs());
        string sentence = result.Error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith(code + ": ", sentence, StringComparison.Ordinal);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(product.Data, "work")).Where(path => Path.GetFileName(path) != "previews")); // the pages' own
        Assert.Empty(Directory.EnumerateFiles(product.Data, "evil.png", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_refused_file_does_not_sink_the_others()
    {
        product.Source.Offer("mixed.zip", Hostile.Zip(("good.png", Good), ("claim.png", Hostile.Png(60_000, 10)), ("notes.txt", "kept as a document"u8.ToArray())));
        CommandResult result = await product.RunAsync("ingest", product.Source.AddressOf("mixed.zip"), "--name", "mixed", "--wait", "--json");
        Assert.True(result.ExitCode == 0, result.Error + product.Logs());
        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        System.Text.Json.JsonElement counts = json.RootElement.GetProperty("counts");
        Assert.Equal((3, 1, 1, 1), (Count("files"), Count("images"), Count("documents"), Count("refusals")));

        int Count(string what) => counts.GetProperty(what).GetInt32();
    }

    private static byte[]? Make(string name) => name switch
    {
        "page.zip" => "<!doctype html><html><body>Please sign in</body></html>"u8.ToArray(),
        "truncated.zip" => Hostile.Zip(("a.png", Good), ("b.png", Good))[..120],
        "escape.zip" => Hostile.Zip(("../../evil.png", Good), ("ok.png", Good)),
        "empty.zip" => Hostile.Zip(),
        "claim.zip" => Hostile.Zip(("claim.png", Hostile.Png(60_000, 10))),
        "bomb.zip" => Hostile.Zip(("bomb.bin", new byte[200 << 20])),
        _ => null,
    };
}
