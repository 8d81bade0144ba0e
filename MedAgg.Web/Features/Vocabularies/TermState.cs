using System.Text.Json;
using System.Text.Json.Nodes;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>A term as an administrator left it.</summary>
/// <param name="IsActive">False when it is switched off.</param>
public sealed record TermState(Term Term, bool IsActive)
{
    /// <summary>Two states are the same when they read the same.</summary>
    internal string Signature => $"{IsActive}\n{TermJson.Write(Term)}";

    internal JsonObject ToJson() => new() { ["term"] = JsonNode.Parse(TermJson.Write(Term)), ["active"] = IsActive };

    /// <returns>Null for "as shipped" and for what is no state.</returns>
    internal static TermState? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("term", out JsonElement term) || TermJson.Read(term.GetRawText()) is not { } read)
            return null;
        return new(read, !element.TryGetProperty("active", out JsonElement active) || active.ValueKind != JsonValueKind.False);
    }
}
