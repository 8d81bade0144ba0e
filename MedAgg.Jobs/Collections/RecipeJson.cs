using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MedAgg.Domain.Collections;

namespace MedAgg.Jobs.Collections;

/// <summary>Recipes as JSON with one form for one meaning: keys and values sorted, nothing optional written, no white space. What is hashed is what is stored.</summary>
public static class RecipeJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text.</summary>
    public static string Write(Recipe recipe)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Plain))
        {
            json.WriteStartObject();
            json.WriteString("format", recipe.Format);
            json.WriteString("name", recipe.Name.Trim());
            if (!string.IsNullOrWhiteSpace(recipe.Query))
                json.WriteString("query", recipe.Query);
            json.WriteNumber("schema", recipe.Schema);
            json.WriteStartArray("sources");
            foreach (string source in recipe.Sources.Select(Write).Order(StringComparer.Ordinal))
                json.WriteRawValue(source);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>Lower-case hex SHA-256 of a canonical text.</summary>
    public static string Sha256(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    private static string Write(RecipeSource source)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Plain))
        {
            json.WriteStartObject();
            json.WriteString("dataset", source.Dataset);
            if (source.Filter.Count > 0)
                WriteFilter(json, source.Filter);
            if (source.Limit is { } limit)
            {
                json.WriteNumber("limit", limit);
                json.WriteNumber("seed", source.Seed); // without a limit the seed decides nothing
            }

            if (source.Pinned is { } pinned)
                WritePinned(json, pinned);
            if (source.Version is { } version)
                json.WriteNumber("version", version);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void WriteFilter(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyList<string>> filter)
    {
        json.WriteStartObject("filter");
        foreach ((string field, IReadOnlyList<string> values) in filter.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(field);
            foreach (string value in values.Distinct().Order(StringComparer.Ordinal))
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePinned(Utf8JsonWriter json, PinnedSource pinned)
    {
        json.WriteStartObject("pinned");
        if (pinned.Citation is not null)
            json.WriteString("citation", pinned.Citation);
        if (pinned.Licence is not null)
            json.WriteString("licence", pinned.Licence);
        json.WriteString("manifest_sha256", pinned.ManifestSha256);
        if (pinned.SourceUrl is not null)
            json.WriteString("source_url", pinned.SourceUrl);
        json.WriteString("title", pinned.Title);
        json.WriteEndObject();
    }
}
