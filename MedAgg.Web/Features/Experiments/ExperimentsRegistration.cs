namespace MedAgg.Web.Features.Experiments;

/// <summary>Enters the pages, the API and the command of experiments into an application.</summary>
public static class ExperimentsRegistration
{
    /// <summary>Needs the store and the experiments of <c>MedAgg.Jobs</c>.</summary>
    public static IServiceCollection AddExperimentsFeature(this IServiceCollection services)
    {
        services.AddSingleton<ExperimentQueries>();
        services.AddSingleton<StartExperiment>();
        services.AddSingleton<RunArtefacts>();
        return services;
    }
}
