using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Collections;

internal static class CollectionsRegistration
{
    public static IServiceCollection AddCollections(this IServiceCollection services)
    {
        services.AddOptions<CollectionOptions>().BindConfiguration("Collections").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RecipeResolver>();
        services.AddSingleton<ImageChooser>();
        services.AddSingleton<ArchiveDrafter>();
        services.AddSingleton<ArchiveWriter>();
        services.AddSingleton<CollectionWriter>();
        services.AddSingleton<CollectionExpiry>();
        services.AddSingleton<BuildParts>();
        services.AddSingleton(provider => new RecipePlanner(provider.GetRequiredService<RecipeResolver>(), provider.GetRequiredService<ImageChooser>()));
        services.AddSingleton(provider => new CollectionBuilder(
            provider.GetRequiredService<BuildParts>(),
            provider.GetRequiredService<IOptions<CollectionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CollectionBuilder>>()));
        services.AddSingleton<CollectionScheduler>();
        return services;
    }
}
