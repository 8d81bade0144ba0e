using System.Text.Json;
using System.Text.Json.Serialization;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments;

/// <summary>How far a step of a run has come, as the run's row keeps it and screens show it.</summary>
public sealed record StepState(string Name)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public StepStanding Standing { get; init; }

    /// <summary>SHA-256 of the step's inputs, settings and code version; null until its inputs are known.</summary>
    public string? Key { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Things done, in the unit of the step: images, epochs.</summary>
    public long Done { get; init; }

    /// <summary>Things in all; null while unknown.</summary>
    public long? Total { get; init; }

    /// <summary>One English sentence about what came out; null until something did.</summary>
    public string? Note { get; init; }

    /// <summary>Learning curves, epoch by epoch, of a step that trains.</summary>
    public IReadOnlyList<LearningCurve> Curves { get; init; } = [];

    public static string ToJson(IReadOnlyList<StepState> steps) => JsonSerializer.Serialize(steps, Json);

    public static IReadOnlyList<StepState> FromJson(string json) => JsonSerializer.Deserialize<List<StepState>>(json, Json) ?? [];
}

/// <summary>Where a step stands.</summary>
public enum StepStanding
{
    Waiting,
    Running,
    Done,

    /// <summary>An earlier run with the same inputs had done it.</summary>
    Cached,

    Failed,
}

/// <summary>The epochs of one training.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Seed">Seed of the training.</param>
/// <param name="Epochs">What each epoch did.</param>
public sealed record LearningCurve(string Task, int Seed, IReadOnlyList<EpochReport> Epochs);
