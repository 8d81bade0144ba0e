using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Experiments.Acquire;
using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Jobs.Experiments.Preprocess;
using MedAgg.Jobs.Experiments.Report;
using MedAgg.Jobs.Experiments.Split;
using MedAgg.Jobs.Experiments.Structure;
using MedAgg.Jobs.Experiments.Train;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

/// <summary>The steps of a pipeline and what runs them.</summary>
public static class ExperimentsRegistration
{
    public static IServiceCollection AddExperiments(this IServiceCollection services)
    {
        services.AddOptions<ExperimentOptions>().BindConfiguration("Experiments").ValidateDataAnnotations().ValidateOnStart();
        services.AddPipelineSteps();
        services.AddSingleton<ExperimentWriter>();
        services.AddSingleton(provider => new ExperimentRunner(
            provider.GetRequiredService<ExperimentWriter>(),
            provider.GetRequiredService<PipelineRunner>(),
            provider.GetRequiredService<IOptions<ExperimentOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ExperimentRunner>>()));
        services.AddSingleton<ExperimentScheduler>();
        return services;
    }

    /// <summary>The steps alone: no database.</summary>
    internal static IServiceCollection AddPipelineSteps(this IServiceCollection services)
    {
        services.AddSingleton<ICaseLayout>(_ => new NpzLayout(ImagingLimits.Default));
        services.AddSingleton<ICasePixels>(_ => new NpzPixels(ImagingLimits.Default));
        services.AddSingleton<IPipelineStep, AcquireStep>();
        services.AddSingleton<IPipelineStep, StructureStep>();
        services.AddSingleton<IPipelineStep, PreprocessStep>();
        services.AddSingleton<IPipelineStep, SplitStep>();
        services.AddSingleton<IPipelineStep, TrainStep>();
        services.AddSingleton<IPipelineStep, EvaluateStep>();
        services.AddSingleton<IPipelineStep, ReportStep>();
        services.AddSingleton<PipelineRunner>();
        return services;
    }
}
