using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Vocabularies;

/// <summary>A taxonomy term as the store keeps it. Equal terms give equal texts.</summary>
public static class TermJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write(Term term) => JsonSerializer.Serialize(term, Options);

    /// <summary>The term; null for a text that is none, as another version may have written it.</summary>
    public static Term? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Term>(json, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool AreEqual(Term a, Term b) => Write(a) == Write(b);
}
