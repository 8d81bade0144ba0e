using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Enters the vocabularies into a node. Needs the store, the current taxonomy and the change feed.</summary>
public static class VocabularyRegistration
{
    public static IServiceCollection AddVocabulariesFeature(this IServiceCollection services)
    {
        services.TryAddSingleton<VocabularyQueries>();
        services.TryAddSingleton<VocabularyEditor>();
        services.TryAddSingleton<VocabularyImport>();
        services.TryAddScoped<VocabularyWording>();
        return services;
    }

    public static IEndpointRouteBuilder MapVocabulariesFeature(this IEndpointRouteBuilder app)
    {
        app.MapVocabularies();
        return app;
    }
}
