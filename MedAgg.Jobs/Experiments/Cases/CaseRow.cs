namespace MedAgg.Jobs.Experiments.Cases;

/// <summary>One image with what is known of it: the row that goes from step to step.</summary>
public sealed record CaseRow
{
    /// <summary>Unique in the pipeline.</summary>
    public required string Id { get; init; }

    /// <summary>Pseudonym of the patient; null when the source does not say.</summary>
    public string? Patient { get; init; }

    /// <summary>What one answer is given for: a breast, a study; the image itself where the source says no more.</summary>
    public required string Unit { get; init; }

    /// <summary>Class, 0 … classes-1.</summary>
    public required int Label { get; init; }

    /// <summary>Part given by the source: train, val or test; null when it gives none.</summary>
    public string? Part { get; init; }

    /// <summary>What the split shall keep even besides the class; empty for nothing.</summary>
    public string Stratum { get; init; } = "";

    /// <summary>Attributes for subgroups and the shortcut probe, by name; null for unknown.</summary>
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where the pixels are: a file below the acquire folder, or an array in it.</summary>
    public required string Source { get; init; }

    /// <summary>Entry of an array, or frame of a file.</summary>
    public int Frame { get; init; }

    /// <summary>SHA-256 of the prepared pixels; null before they are prepared.</summary>
    public string? PixelSha256 { get; init; }
}
