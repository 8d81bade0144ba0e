using System.Text.Json;

namespace MedAgg.Jobs.Inspection;

/// <summary>All detections of one file; of each question the most trusted answer is chosen, the first of equals.</summary>
internal sealed class Findings
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Detection> _all = [];

    public IReadOnlyList<Detection> All => _all;

    public void Add(Detection? detection)
    {
        if (detection is not null && !_all.Contains(detection))
            _all.Add(detection);
    }

    public void Add(IEnumerable<Detection> detections)
    {
        foreach (Detection detection in detections)
            Add(detection);
    }

    public string? Value(string what) => _all.Where(detection => detection.What == what).MaxBy(detection => detection.Confidence)?.Value;

    /// <summary>JSON array of {what, value, confidence, rule}; null without evidence.</summary>
    public static string? ToJson(IReadOnlyList<Detection> detections) =>
        detections.Count == 0 ? null : JsonSerializer.Serialize(detections, Json).Replace("\\u0000", "", StringComparison.Ordinal);

    /// <summary>Reads what <see cref="ToJson"/> wrote; empty for null.</summary>
    public static IReadOnlyList<Detection> FromJson(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<Detection[]>(json, Json) ?? [];
}
