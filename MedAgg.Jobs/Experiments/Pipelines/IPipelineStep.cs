namespace MedAgg.Jobs.Experiments.Pipelines;

/// <summary>
/// One step: reads its settings and the folders of the steps before it, and writes files into its own. It may be stopped at any moment and begun
/// again in the same folder, where what it left is still there.
/// </summary>
public interface IPipelineStep
{
    /// <summary>Which step this is.</summary>
    StepName Name { get; }

    /// <summary>Grows whenever the same input would give other files: results of older code are then not taken.</summary>
    int CodeVersion { get; }

    /// <summary>What the step takes in that neither settings nor earlier steps say, as a hash: for example of the source file. Empty for nothing.</summary>
    /// <exception cref="Domain.Refusals.RefusedException">A setting is wrong, or the source is not there.</exception>
    Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Does the work.</summary>
    /// <exception cref="Domain.Refusals.RefusedException">It cannot be done.</exception>
    Task RunAsync(StepContext context, CancellationToken cancellationToken);
}
