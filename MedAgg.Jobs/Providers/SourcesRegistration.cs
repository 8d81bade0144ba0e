using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers.Dataverse;
using MedAgg.Jobs.Providers.Direct;
using MedAgg.Jobs.Providers.Figshare;
using MedAgg.Jobs.Providers.GitHub;
using MedAgg.Jobs.Providers.GoogleDrive;
using MedAgg.Jobs.Providers.HuggingFace;
using MedAgg.Jobs.Providers.Kaggle;
using MedAgg.Jobs.Providers.OpenNeuro;
using MedAgg.Jobs.Providers.Osf;
using MedAgg.Jobs.Providers.Page;
using MedAgg.Jobs.Providers.PhysioNet;
using MedAgg.Jobs.Providers.S3;
using MedAgg.Jobs.Providers.ServerPath;
using MedAgg.Jobs.Providers.Tcia;
using MedAgg.Jobs.Providers.Upload;
using MedAgg.Jobs.Providers.Zenodo;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers;

/// <summary>Enters everything between an address and verified bytes into an application.</summary>
public static class SourcesRegistration
{
    /// <summary>Storage, fetching, archives and the providers, in the order in which they are asked.</summary>
    public static IServiceCollection AddMedAggSources(this IServiceCollection services)
    {
        services.AddMedAggStorage();
        services.AddMedAggFetching();
        services.AddMedAggArchives();
        services.AddOptions<ServerPathOptions>().BindConfiguration("ServerPaths").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DatasetProviders>();
        services.AddSingleton<RemoteFiles>();
        services.AddSingleton<ServerRoots>();
        services.AddTcia(); // before the uploads: a saved list of series is more than a file
        services.AddSingleton<IDatasetProvider, UploadProvider>();
        services.AddSingleton<IDatasetProvider, ServerPathProvider>();
        services.AddZenodo();
        services.AddFigshare();
        services.AddHuggingFace();
        services.AddKaggle();
        services.AddGitHub();
        services.AddS3Sources();
        services.AddPhysioNet();
        services.AddDataverse();
        services.AddOpenNeuro();
        services.AddOsf();
        services.AddGoogleDrive();
        services.AddSingleton<IDatasetProvider, DirectProvider>(); // any address may be a file: after those who know better
        services.AddPages(); // last: what is no file is a page
        return services;
    }
}
