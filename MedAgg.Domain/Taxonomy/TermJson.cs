using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAgg.Domain.Taxonomy;

/// <summary>A term as a JSON document: how the store, the audit and the API carry one.</summary>
public static class TermJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Cyrillic stays readable in the store
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write(Term term) => JsonSerializer.Serialize(term, Options);

    /// <summary>The term of a document.</summary>
    /// <returns>Null when the document is not one of a term, for example after somebody's hand in the database.</returns>
    public static Term? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Term>(json, Options) is { Id.Length: > 0, Name: { En.Length: > 0, Ru.Length: > 0 } } term ? Whole(term) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A document may lack a list, or hold null in its place.
    private static Term Whole(Term term) => term with
    {
        Synonyms = Whole(term.Synonyms),
        Abbreviations = Whole(term.Abbreviations),
        Ambiguous = Whole(term.Ambiguous),
        Context = term.Context ?? [],
        Implies = term.Implies ?? [],
        Dicom = term.Dicom ?? [],
        Values = term.Values ?? [],
    };

    private static TermWords Whole(TermWords? words) => new(words?.En ?? [], words?.Ru ?? []);
}
