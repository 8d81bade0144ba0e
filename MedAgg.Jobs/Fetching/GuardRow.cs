using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAgg.Jobs.Fetching;

/// <summary>One address with everything that the network would answer, so that the guard can be rehearsed without a network.</summary>
public sealed record GuardRow
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public string? Id { get; init; }

    public string? Category { get; init; }

    public string Url { get; init; } = "";

    /// <summary>For each name the answers of the first, second, … question; the last answer stays.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> Resolve { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyList<string>>>();

    /// <summary>Locations that one request after the other is answered with.</summary>
    public IReadOnlyList<string> Redirects { get; init; } = [];

    /// <summary>Entries of the administrators' list, separated by commas; null for an empty list.</summary>
    [JsonPropertyName("allowlist")]
    public string? AllowList { get; init; }

    /// <summary><c>resume</c> or <c>scheduled</c>: the address is asked a second time later.</summary>
    public string? Phase { get; init; }

    /// <summary>A page that the address answers with, whose links are requests under the same rule.</summary>
    public string? Html { get; init; }

    /// <summary>Rows of the category <c>self</c> name the product's own host.</summary>
    internal bool IsOwnHost => Category == "self";

    /// <exception cref="JsonException">The line is not a row.</exception>
    public static GuardRow Read(string line) => JsonSerializer.Deserialize<GuardRow>(line, Json) ?? throw new JsonException("The row is empty.");
}
