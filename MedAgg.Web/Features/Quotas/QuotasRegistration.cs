using MedAgg.Web.Features.Refusals;

namespace MedAgg.Web.Features.Quotas;

/// <summary>Enters the quotas of teams into the web node.</summary>
public static class QuotasRegistration
{
    /// <summary>Needs the store and <c>TeamQuotas</c> of <c>MedAgg.Jobs</c>.</summary>
    public static IServiceCollection AddQuotasFeature(this IServiceCollection services)
    {
        services.AddSingleton<QuotaDesk>();
        services.AddRefusalSpeech();
        return services;
    }

    /// <summary>What teams use and may use, for programs; the page maps itself.</summary>
    public static IEndpointRouteBuilder MapQuotasFeature(this IEndpointRouteBuilder app)
    {
        app.MapQuotas();
        return app;
    }
}
