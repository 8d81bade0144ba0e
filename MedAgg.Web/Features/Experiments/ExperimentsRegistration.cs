namespace MedAgg.Web.Features.Experiments;

/// <summary>Enters the pages, the API and the command of experiments into an application.</summary>
public static class ExperimentsRegistration
{
    /// <summary>Needs the store and the experiments of <c>MedAgg.Jobs</c>.</summary>
    public static IServiceCollection AddExperimentsFeature(this IServiceCollection services)
    {
        services.AddSingleton<ExperimentQueries>();
        services.AddSingleton<ExperimentPlanner>();
        services.AddSingleton<StartExperiment>();
        services.AddSingleton<RunArtefacts>();
        services.AddSingleton<RunComparisonQueries>();
        services.AddSingleton<RunShares>();
        services.AddSingleton<CancelRun>();
        return services;
    }

    /// <summary>Runs for programs, their files, and reports behind links; the pages map themselves.</summary>
    public static IEndpointRouteBuilder MapExperimentsFeature(this IEndpointRouteBuilder app)
    {
        app.MapExperimentsApi();
        return app;
    }
}
