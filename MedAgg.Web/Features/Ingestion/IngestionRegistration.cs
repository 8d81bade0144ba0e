using MedAgg.Web.Features.Refusals;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Enters the pages, the API and the command of ingestions into an application.</summary>
public static class IngestionRegistration
{
    /// <summary>Needs the store, the sources and the scheduler of <c>MedAgg.Jobs</c>; screens also need localisation.</summary>
    public static IServiceCollection AddIngestionFeature(this IServiceCollection services)
    {
        services.AddOptions<IngestionDoorOptions>().BindConfiguration("Ingestion:Door").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IngestionQueries>();
        services.AddSingleton<FoundQueries>();
        services.AddSingleton<SourcePreviewQueries>();
        services.AddSingleton<AddressJudge>();
        services.AddSingleton<OrderJudge>();
        services.AddSingleton<StartIngestion>();
        services.AddSingleton<AcceptTerms>();
        services.AddSingleton<CancelIngestion>();
        services.AddSingleton<PauseIngestion>();
        services.AddSingleton<RetryIngestion>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<UploadParts>();
        services.AddSingleton<SampleUpload>();
        services.AddRefusalSpeech();
        return services;
    }

    /// <summary>Uploads and jobs for programs; the pages map themselves.</summary>
    public static IEndpointRouteBuilder MapIngestionFeature(this IEndpointRouteBuilder app)
    {
        app.MapIngestionApi();
        app.MapSourceApi();
        return app;
    }
}
