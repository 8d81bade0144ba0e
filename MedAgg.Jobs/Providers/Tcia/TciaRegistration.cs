using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Tcia;

internal static class TciaRegistration
{
    public static IServiceCollection AddTcia(this IServiceCollection services)
    {
        services.AddOptions<TciaOptions>().BindConfiguration("Providers:Tcia").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NbiaManners>();
        services.AddSingleton<NbiaClient>();
        services.AddSingleton<IdcClient>();
        services.AddSingleton<BucketClient>();
        services.AddSingleton<PageClient>();
        services.AddSingleton<TableFetcher>();
        services.AddSingleton<SeriesFinder>();
        services.AddSingleton<SeriesLists>();
        services.AddSingleton<ChoiceMaker>();
        services.AddSingleton<SeriesFiles>();
        services.AddSingleton<PageFiles>();
        services.AddSingleton<SeriesZips>();
        services.AddSingleton<TciaFetch>();
        services.AddSingleton<IDatasetProvider, TciaProvider>();
        return services;
    }
}
