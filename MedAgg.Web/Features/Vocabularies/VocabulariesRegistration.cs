namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Enters the taxonomy in use into a node. Needs the store and the change feed.</summary>
public static class VocabulariesRegistration
{
    public static IServiceCollection AddVocabulariesFeature(this IServiceCollection services)
    {
        services.AddSingleton<TaxonomyQueries>();
        services.AddSingleton<TaxonomyInUse>();
        services.AddTransient(provider => provider.GetRequiredService<TaxonomyInUse>().Model);
        services.AddSingleton<ChangeTaxonomy>();
        services.AddSingleton<ImportTaxonomy>();
        return services;
    }
}
