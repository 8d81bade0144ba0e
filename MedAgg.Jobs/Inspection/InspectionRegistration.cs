using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedAgg.Jobs.Inspection;

/// <summary>Enters the inspection of files into an application; it needs neither database nor network.</summary>
public static class InspectionRegistration
{
    public static IServiceCollection AddMedAggInspection(this IServiceCollection services)
    {
        services.AddOptions<InspectionOptions>().BindConfiguration("Inspection").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(_ => TaxonomyLoader.LoadShipped());
        services.TryAddSingleton<CurrentTaxonomy>();
        services.TryAddSingleton(ImagingLimits.Default);
        services.TryAddSingleton(TableLimits.Default);
        services.TryAddSingleton<IImageReader, ManagedImageReader>();
        services.AddSingleton(provider =>
        {
            CurrentTaxonomy taxonomy = provider.GetRequiredService<CurrentTaxonomy>();
            return new FileInspector(provider.GetRequiredService<IImageReader>(), () => taxonomy.Model, provider.GetRequiredService<ImagingLimits>(), provider.GetRequiredService<TableLimits>());
        });
        services.AddSingleton<FileOpener>();
        return services;
    }
}
