namespace MedAgg.Web.Features.Experiments;

/// <summary>Questions and use cases of experiments.</summary>
internal static class ExperimentsFeature
{
    public static IServiceCollection AddExperimentsFeature(this IServiceCollection services)
    {
        services.AddSingleton<ExperimentQueries>();
        services.AddSingleton<StartExperiment>();
        services.AddSingleton<CancelRun>();
        return services;
    }
}
