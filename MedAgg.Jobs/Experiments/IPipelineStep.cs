using MedAgg.Domain.Experiments;
using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments;

/// <summary>One step of a pipeline. It reads the outputs of the steps before it and leaves files in its folder.</summary>
internal interface IPipelineStep
{
    /// <summary>The word of the YAML file.</summary>
    string Name { get; }

    /// <summary>Grows with every change of what the step makes: outputs of older code are then not taken any more.</summary>
    int CodeVersion { get; }

    /// <summary>What of the pipeline and of the world the step depends on, besides the steps before it.</summary>
    ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken);

    /// <returns>One sentence about what came out.</returns>
    Task<string> RunAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Called instead of running when the output is that of an earlier run.</summary>
    Task TakenAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What a step works with.</summary>
internal sealed class StepContext(Pipeline pipeline, Run row, RunKeeper run, StepStore store, string folder)
{
    private readonly Dictionary<string, StepOutput> _before = new(StringComparer.Ordinal);

    public Pipeline Pipeline => pipeline;

    /// <summary>The run as it was when this attempt began.</summary>
    public Run Row => row;

    public RunKeeper Run => run;

    /// <summary>Key of the step that works.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Folder whose files become the step's output.</summary>
    public string OutFolder { get; private set; } = "";

    /// <summary>Folder that outlives a killed worker: checkpoints, downloads.</summary>
    public string WorkFolder { get; private set; } = "";

    /// <summary>Outputs of the steps before, by name of the step.</summary>
    public IReadOnlyDictionary<string, StepOutput> Before => _before;

    public void Enter(string key)
    {
        Key = key;
        WorkFolder = Directory.CreateDirectory(Path.Combine(folder, key)).FullName;
        OutFolder = Path.Combine(WorkFolder, "out");
        if (Directory.Exists(OutFolder))
            Directory.Delete(OutFolder, recursive: true); // what a killed attempt left is of no use
        Directory.CreateDirectory(OutFolder);
    }

    public void Leave(string step, StepOutput output)
    {
        _before[step] = output;
        if (WorkFolder.Length > 0 && Directory.Exists(WorkFolder))
            Directory.Delete(WorkFolder, recursive: true);
        WorkFolder = "";
    }

    public Task<T> ReadAsync<T>(string step, string name, CancellationToken cancellationToken) => store.ReadJsonAsync<T>(_before[step], name, cancellationToken);

    public Task<byte[]> ReadBytesAsync(string step, string name, CancellationToken cancellationToken) => store.ReadAsync(_before[step], name, cancellationToken);

    public async Task WriteAsync<T>(string name, T value, CancellationToken cancellationToken)
    {
        await using FileStream file = File.Create(Path.Combine(OutFolder, name));
        await System.Text.Json.JsonSerializer.SerializeAsync(file, value, StepStore.Json, cancellationToken);
    }

    public Task WriteTextAsync(string name, string text, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path.Combine(OutFolder, name), text, cancellationToken);

    public Task WriteBytesAsync(string name, byte[] bytes, CancellationToken cancellationToken) => File.WriteAllBytesAsync(Path.Combine(OutFolder, name), bytes, cancellationToken);
}
