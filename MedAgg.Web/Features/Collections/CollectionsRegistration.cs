using MedAgg.Web.Features.Refusals;

namespace MedAgg.Web.Features.Collections;

/// <summary>Enters the pages, the API and the command of collections into an application.</summary>
public static class CollectionsRegistration
{
    /// <summary>Needs the store and the collections of <c>MedAgg.Jobs</c>; screens also need localisation, catalogue and inspection.</summary>
    public static IServiceCollection AddCollectionsFeature(this IServiceCollection services)
    {
        services.AddSingleton<CollectionQueries>();
        services.AddSingleton<CollectionArchive>();
        services.AddSingleton<BuilderQueries>();
        services.AddSingleton<StartCollection>();
        services.AddSingleton<CancelCollection>();
        services.AddSingleton<RebuildCollection>();
        services.AddRefusalSpeech();
        return services;
    }

    /// <summary>Collections for programs, and the download of archives; the pages map themselves.</summary>
    public static IEndpointRouteBuilder MapCollectionsFeature(this IEndpointRouteBuilder app)
    {
        app.MapCollectionsApi();
        return app;
    }
}
