using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Experiments.Pipelines;

/// <summary>Takes a pipeline through its steps: a step whose inputs, settings and code are known has its files already.</summary>
/// <param name="steps">One of each name.</param>
public sealed class PipelineRunner(IEnumerable<IPipelineStep> steps)
{
    private readonly IReadOnlyList<IPipelineStep> _steps = [.. steps.OrderBy(step => step.Name)];

    /// <summary>Runs all steps in order.</summary>
    /// <param name="pipeline">What to run.</param>
    /// <param name="baseFolder">Folder of its file.</param>
    /// <param name="cache">Where finished steps are.</param>
    /// <param name="from">First step that is done again though its files are there; null for none.</param>
    /// <param name="watch">Told of every change of a step, on the working thread.</param>
    /// <param name="cancellationToken">Stops within a step; what it has done stays for the next attempt.</param>
    /// <returns>The finished folders.</returns>
    /// <exception cref="RefusedException">A step cannot be done.</exception>
    public async Task<IReadOnlyDictionary<StepName, string>> RunAsync(
        Pipeline pipeline, string baseFolder, StepCache cache, StepName? from, Action<StepState> watch, CancellationToken cancellationToken)
    {
        Dictionary<StepName, string> folders = [];
        string key = "";
        foreach (IPipelineStep step in _steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StepContext context = new(step.Name, pipeline.SettingsOf(step.Name), baseFolder, "", new Dictionary<StepName, string>(folders), _ => { });
            key = StepCache.KeyOf(step.Name, step.CodeVersion, context.Settings, await step.InputsAsync(context, cancellationToken), key);
            bool isForced = from is { } first && step.Name >= first;
            if (!isForced && cache.Find(key) is { } known)
            {
                folders[step.Name] = known;
                watch(new(step.Name, key, StepPhase.Cached, null));
                continue;
            }

            string current = key;
            watch(new(step.Name, current, StepPhase.Running, null));
            await step.RunAsync(context with { Folder = cache.Open(current), Tell = news => watch(new(step.Name, current, StepPhase.Running, news)) }, cancellationToken);
            folders[step.Name] = cache.Finish(current);
            watch(new(step.Name, current, StepPhase.Done, null));
        }

        return folders;
    }
}

/// <summary>How a step stands.</summary>
/// <param name="Step">Which.</param>
/// <param name="Key">Its key in the cache.</param>
/// <param name="Phase">How far.</param>
/// <param name="News">What it tells; null for nothing new.</param>
public sealed record StepState(StepName Step, string Key, StepPhase Phase, StepNews? News);

/// <summary>How far a step is.</summary>
public enum StepPhase
{
    Running,
    Done,

    /// <summary>Its files were there already.</summary>
    Cached,
}
