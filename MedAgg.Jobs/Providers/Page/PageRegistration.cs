using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Page;

internal static class PageRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptions<PageOptions>().BindConfiguration("Providers:Page").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FolderCrawler>();
        services.AddSingleton<FileSizes>();
        services.AddSingleton<IDatasetProvider, PageProvider>();
        return services;
    }
}
