using System.Threading.RateLimiting;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Enters dashboards, file lists and previews into a web node. Needs the catalogue feature, the blob store and <c>AddMedAggInspection</c>.</summary>
public static class InspectionRegistration
{
    public static IServiceCollection AddInspectionFeature(this IServiceCollection services)
    {
        services.AddOptions<DashboardOptions>().BindConfiguration("Dashboards").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PreviewLimits>().BindConfiguration("Previews").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ActorQueries>();
        services.AddSingleton<FactQueries>();
        services.AddSingleton<FactTables>();
        services.AddSingleton<FileQueries>();
        services.AddSingleton<PreviewRenderer>();
        services.AddScoped<InspectionWording>();
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<PreviewLimits>>((rates, limits) =>
            rates.AddPolicy(InspectionEndpoints.PreviewRate, context => BrakePreviews(context, limits.Value)));
        return services;
    }

    public static IEndpointRouteBuilder MapInspectionFeature(this IEndpointRouteBuilder app)
    {
        app.MapInspection();
        return app;
    }

    private static RateLimitPartition<string> BrakePreviews(HttpContext context, PreviewLimits limits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.PerMinute, Window = TimeSpan.FromMinutes(1) });
}
