namespace MedAgg.Web.Features.Discovery;

/// <summary>Enters the search of outside providers into an application.</summary>
public static class DiscoveryRegistration
{
    /// <summary>Needs the searches of <c>MedAgg.Jobs</c> and the feature of ingestions; screens also need localisation.</summary>
    public static IServiceCollection AddDiscoveryFeature(this IServiceCollection services)
    {
        services.AddSingleton<ProviderSearchQueries>();
        services.AddSingleton<StartProviderSearch>();
        services.AddSingleton<TakeFound>();
        return services;
    }

    /// <summary>Questions for programs; the page maps itself.</summary>
    public static IEndpointRouteBuilder MapDiscoveryFeature(this IEndpointRouteBuilder app)
    {
        app.MapDiscoveryApi();
        return app;
    }
}
