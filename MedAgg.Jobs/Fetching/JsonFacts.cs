using System.Globalization;
using System.Text.Json;

namespace MedAgg.Jobs.Fetching;

/// <summary>Reads a JSON answer leniently: what is missing, null or of another type is null, never an exception.</summary>
public static class JsonFacts
{
    /// <summary>The member at a path of names; an undefined element when any of them is missing.</summary>
    public static JsonElement At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return default;
        }

        return json;
    }

    /// <summary>Text, a number as text, or null; blank text is null.</summary>
    public static string? Text(this JsonElement json, params ReadOnlySpan<string> path)
    {
        JsonElement found = json.At(path);
        return found.ValueKind switch
        {
            JsonValueKind.String => string.IsNullOrWhiteSpace(found.GetString()) ? null : found.GetString()!.Trim(),
            JsonValueKind.Number => found.GetRawText(),
            _ => null,
        };
    }

    /// <summary>A whole number, also where it is written as text; null otherwise and when negative.</summary>
    public static long? Count(this JsonElement json, params ReadOnlySpan<string> path) =>
        long.TryParse(json.Text(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>True only where it says so.</summary>
    public static bool Says(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path).ValueKind is JsonValueKind.True;

    /// <summary>Elements of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement json, params ReadOnlySpan<string> path)
    {
        JsonElement found = json.At(path);
        return found.ValueKind is JsonValueKind.Array ? found.EnumerateArray() : [];
    }
}
