using System.Text.Json;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Collections;

/// <summary>Reads a recipe that somebody wrote. A field that is not understood is refused: a misspelt filter must not choose everything.</summary>
public static class RecipeReader
{
    private const int MaxCharacters = 1 << 20;
    private const int MaxSources = 1000;
    private const int MaxNameCharacters = 200;
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <returns>The recipe, or why it is none.</returns>
    public static (Recipe? Recipe, Refusal? Refusal) Parse(string json)
    {
        if (json.Length > MaxCharacters)
            return (null, new("RECIPE_TOO_LARGE", $"The recipe is longer than {MaxCharacters} characters."));
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Bounds);
            return (ReadRecipe(document.RootElement), null);
        }
        catch (JsonException exception)
        {
            return (null, new("RECIPE_INVALID", $"The recipe is no JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
        }
        catch (RefusedException exception)
        {
            return (null, exception.Refusal);
        }
    }

    private static Recipe ReadRecipe(JsonElement root)
    {
        Fields fields = new(root, "recipe", "schema", "name", "sources", "query", "format");
        if (fields.Number("schema") is not (null or 1))
            throw new RefusedException("RECIPE_SCHEMA", "The recipe is of a newer schema; this product reads schema 1.");
        string name = fields.Text("name") is { Length: > 0 and <= MaxNameCharacters } given
            ? given.Trim()
            : throw new RefusedException("RECIPE_INVALID", $"The recipe needs a \"name\" of at most {MaxNameCharacters} characters.");
        string format = fields.Text("format") ?? "original";
        if (format != "original")
            throw new RefusedException("RECIPE_FORMAT", $"Format \"{format}\" is unknown; there is \"original\".");
        RecipeSource[] sources = [.. fields.List("sources").Select(ReadSource)];
        return sources.Length switch
        {
            0 => throw new RefusedException("RECIPE_EMPTY", "The recipe names no source."),
            > MaxSources => throw new RefusedException("RECIPE_TOO_LARGE", $"The recipe names more than {MaxSources} sources."),
            _ => new() { Name = name, Sources = sources, Query = fields.Text("query"), Format = format },
        };
    }

    private static RecipeSource ReadSource(JsonElement element, int index)
    {
        Fields fields = new(element, $"sources[{index}]", "dataset", "version", "filter", "limit", "seed", "pinned");
        string dataset = fields.Text("dataset") ?? throw new RefusedException("RECIPE_INVALID", $"sources[{index}] needs a \"dataset\".");
        int? limit = fields.Number("limit");
        if (limit is < 1)
            throw new RefusedException("RECIPE_INVALID", $"The limit of sources[{index}] must be 1 or more.");
        return new()
        {
            Dataset = dataset,
            Version = fields.Number("version"),
            Filter = fields.Object("filter") is { } filter ? ReadFilter(filter, index) : new Dictionary<string, IReadOnlyList<string>>(),
            Limit = limit,
            Seed = fields.Number("seed") ?? new RecipeSource { Dataset = dataset }.Seed,
            Pinned = fields.Object("pinned") is { } pinned ? ReadPinned(pinned, index) : null,
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadFilter(JsonElement element, int index)
    {
        Fields fields = new(element, $"sources[{index}].filter", [.. RecipeFields.All]);
        Dictionary<string, IReadOnlyList<string>> filter = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string[] values = [.. fields.List(property.Name).Select(value => value.ValueKind is JsonValueKind.String
                ? value.GetString()!
                : throw new RefusedException("RECIPE_INVALID", $"Values of sources[{index}].filter.{property.Name} must be texts."))];
            if (values.Length == 0)
                throw new RefusedException("RECIPE_INVALID", $"sources[{index}].filter.{property.Name} is empty and would choose nothing.");
            filter[property.Name] = values;
        }

        return filter;
    }

    private static PinnedSource ReadPinned(JsonElement element, int index)
    {
        Fields fields = new(element, $"sources[{index}].pinned", "manifest_sha256", "title", "licence", "source_url", "citation");
        return new()
        {
            ManifestSha256 = fields.Text("manifest_sha256") ?? throw new RefusedException("RECIPE_INVALID", $"sources[{index}].pinned needs \"manifest_sha256\"."),
            Title = fields.Text("title") ?? "",
            Licence = fields.Text("licence"),
            SourceUrl = fields.Text("source_url"),
            Citation = fields.Text("citation"),
        };
    }

    /// <summary>The known fields of one JSON object; anything else is refused.</summary>
    private sealed class Fields
    {
        private readonly JsonElement _element;
        private readonly string _where;

        public Fields(JsonElement element, string where, params string[] known)
        {
            if (element.ValueKind is not JsonValueKind.Object)
                throw new RefusedException("RECIPE_INVALID", $"{where} must be an object.");
            HashSet<string> seen = [];
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (!known.Contains(property.Name))
                    throw new RefusedException("RECIPE_UNKNOWN_FIELD", $"{where} has the field \"{property.Name}\"; known are {string.Join(", ", known)}.");
                if (!seen.Add(property.Name))
                    throw new RefusedException("RECIPE_INVALID", $"{where} has the field \"{property.Name}\" twice.");
            }

            (_element, _where) = (element, where);
        }

        public string? Text(string name) => Find(name) is not { } value
            ? null
            : value.ValueKind is JsonValueKind.String ? value.GetString() : throw Wrong(name, "a text");

        public int? Number(string name) => Find(name) is not { } value
            ? null
            : value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Wrong(name, "a whole number");

        public JsonElement? Object(string name) => Find(name);

        public JsonElement[] List(string name) => Find(name) is not { } value
            ? []
            : value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Wrong(name, "a list");

        private JsonElement? Find(string name) => _element.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value : null;

        private RefusedException Wrong(string name, string expected) => new("RECIPE_INVALID", $"{_where}.{name} must be {expected}.");
    }
}
