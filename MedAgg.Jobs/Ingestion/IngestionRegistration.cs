using MedAgg.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Ingestion;

internal static class IngestionRegistration
{
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddOptions<IngestionOptions>().BindConfiguration("Ingestion").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IngestionWriter>();
        services.AddSingleton<StageKeeper>();
        services.AddSingleton<SiblingFiles>();
        services.AddSingleton<EntryInspector>();
        services.AddSingleton<LabelSources>();
        services.AddSingleton<EarlierFiles>();
        services.AddSingleton<UnchangedEnd>();
        services.AddSingleton<ClosedEnd>();
        services.AddSingleton<ResolveStation>();
        services.AddSingleton<DownloadStation>();
        services.AddSingleton<ArrayExpander>();
        services.AddSingleton<UnpackStation>();
        services.AddSingleton<InspectStation>();
        services.AddSingleton<UnderstandStation>();
        services.AddSingleton<CatalogueStation>();
        services.AddSingleton<Stations>();
        services.AddSingleton<ReadAheadParts>();
        services.AddSingleton<IngestionEnd>();
        services.AddSingleton<ProgressClock>();
        services.AddSingleton(provider => new IngestionPipeline(
            provider.GetRequiredService<Stations>(),
            provider.GetRequiredService<IngestionWriter>(),
            provider.GetRequiredService<IngestionEnd>(),
            provider.GetRequiredService<ProgressClock>(),
            provider.GetRequiredService<ReadAheadParts>(),
            provider.GetRequiredService<WorkAreas>(),
            provider.GetRequiredService<IOptions<IngestionOptions>>(),
            provider.GetRequiredService<ILogger<IngestionPipeline>>()));
        services.AddSingleton<IngestionScheduler>();
        return services;
    }
}
