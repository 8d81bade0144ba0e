using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Experiments.Pipelines;

/// <summary>What a step works with.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Settings">Its settings from the pipeline file.</param>
/// <param name="BaseFolder">Folder of the pipeline file, for relative paths.</param>
/// <param name="Folder">Where the step writes; empty for the calculation of inputs.</param>
/// <param name="Earlier">Finished folders of the steps before it.</param>
/// <param name="Tell">Takes news for those who watch: a counter, or an epoch.</param>
public sealed record StepContext(
    StepName Step, JsonObject Settings, string BaseFolder, string Folder, IReadOnlyDictionary<StepName, string> Earlier, Action<StepNews> Tell)
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The settings as a type; an unknown key or a wrong value is refused.</summary>
    public T Read<T>()
        where T : class
    {
        try
        {
            return Settings.Deserialize<T>(Strict)!;
        }
        catch (JsonException exception)
        {
            throw new RefusedException("PIPELINE_SETTING", $"Step {Step.ToString().ToLowerInvariant()}: {exception.Message}");
        }
    }

    /// <summary>A file of this step.</summary>
    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>A file of an earlier step.</summary>
    public string File(StepName step, string name) => Path.Combine(Earlier[step], name);
}

/// <summary>News from a running step.</summary>
/// <param name="Done">Finished units.</param>
/// <param name="Total">All units; null when unknown.</param>
/// <param name="Epoch">A finished epoch of training; null otherwise.</param>
public sealed record StepNews(long Done, long? Total, EpochNews? Epoch = null);

/// <summary>A point of a live curve.</summary>
/// <param name="Engine">Which engine.</param>
/// <param name="Seed">Which of its seeds.</param>
/// <param name="Epoch">1 for the first.</param>
/// <param name="TrainingLoss">Mean over the epoch.</param>
/// <param name="ValidationLoss">On the validation part; null without one.</param>
/// <param name="ValidationAuc">On the validation part; null when a class is missing.</param>
public sealed record EpochNews(string Engine, long Seed, int Epoch, double TrainingLoss, double? ValidationLoss, double? ValidationAuc);
