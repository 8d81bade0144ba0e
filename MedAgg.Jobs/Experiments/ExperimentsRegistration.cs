using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

internal static class ExperimentsRegistration
{
    public static IServiceCollection AddExperiments(this IServiceCollection services)
    {
        services.AddOptions<ExperimentOptions>().BindConfiguration("Experiments").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StepStore>();
        services.AddSingleton<BuiltInEngine>();
        services.AddSingleton<WorkerEngine>();
        services.AddSingleton<IPipelineStep, AcquireFetch>();
        services.AddSingleton<IPipelineStep, StructureCases>();
        services.AddSingleton<IPipelineStep, PreprocessImages>();
        services.AddSingleton<IPipelineStep, SplitCases>();
        services.AddSingleton<IPipelineStep, TrainEngines>();
        services.AddSingleton<IPipelineStep, EvaluateEngines>();
        services.AddSingleton(provider => new ExperimentPipeline(
            [.. provider.GetServices<IPipelineStep>()],
            new(provider.GetRequiredService<IDbContextFactory<MedAggContext>>(), provider.GetRequiredService<StepStore>(), provider.GetRequiredService<WorkAreas>(), provider.GetRequiredService<IChangeFeed>()),
            provider.GetRequiredService<IOptions<ExperimentOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ExperimentPipeline>>()));
        services.AddSingleton<ExperimentScheduler>();
        return services;
    }
}
