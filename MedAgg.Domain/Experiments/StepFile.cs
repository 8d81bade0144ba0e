namespace MedAgg.Domain.Experiments;

/// <summary>One file that a step of a pipeline made. All files of a step are written in one transaction, so a key that is there is a step that is done.</summary>
public sealed record StepFile
{
    public long Id { get; init; }

    /// <summary>SHA-256 over the step's inputs, settings and code version, lower-case hex.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the step, for example <c>train</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Name of the file inside the step, for example <c>split.csv</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its bytes in the blob store.</summary>
    public required string Blob { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
