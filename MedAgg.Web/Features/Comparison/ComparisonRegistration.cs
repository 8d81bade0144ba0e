namespace MedAgg.Web.Features.Comparison;

/// <summary>Enters the comparison of datasets into a web node. Needs the catalogue.</summary>
public static class ComparisonRegistration
{
    public static IServiceCollection AddComparisonFeature(this IServiceCollection services) => services.AddSingleton<ComparisonQueries>();

    public static IEndpointRouteBuilder MapComparisonFeature(this IEndpointRouteBuilder app)
    {
        app.MapComparison();
        return app;
    }
}
