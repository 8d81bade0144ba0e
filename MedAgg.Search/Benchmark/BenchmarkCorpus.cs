using System.IO.Compression;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Search.Index;

namespace MedAgg.Search.Benchmark;

/// <summary>Reads collections of records as JSON, one a line, plain or gzip: <c>id</c>, <c>title</c>, <c>text</c> or <c>description</c>, <c>tags</c>, and facets by name.</summary>
public static class BenchmarkCorpus
{
    /// <param name="path">The file; <c>.gz</c> is unpacked while reading.</param>
    /// <param name="facets">Names of properties that become facets.</param>
    /// <param name="isFlat">Whether all texts go into one field, as in a comparison with engines that have one.</param>
    /// <exception cref="RefusedException">A line is no JSON object with an id.</exception>
    public static IEnumerable<IndexRecord> Read(string path, IReadOnlyList<string> facets, bool isFlat)
    {
        using Stream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(content);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            using JsonDocument document = Parse(line, path, number);
            JsonElement row = document.RootElement;
            string title = Text(row, "title");
            string text = Text(row, "text") + Text(row, "description");
            string tags = string.Join('\n', Values(row, "tags"));
            yield return new IndexRecord(Text(row, "id"), isFlat ? [$"{title}\n{text}\n{tags}"] : [title, tags, text])
            {
                Facets = [.. facets.Select(f => Values(row, f))],
            };
        }
    }

    private static JsonDocument Parse(string line, string path, int number)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out _)) return document;
        }
        catch (JsonException exception)
        {
            throw new RefusedException(new Refusal("CORPUS_INVALID", $"Line {number} of {path} is no JSON."), exception);
        }

        document.Dispose();
        throw new RefusedException("CORPUS_INVALID", $"Line {number} of {path} is no JSON object with an id.");
    }

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText() : "";

    private static IReadOnlyList<string> Values(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out JsonElement value)) return [];
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(v => v.ToString())],
            JsonValueKind.Null => [],
            _ => [value.ToString()],
        };
    }
}
