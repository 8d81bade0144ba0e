using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Teams;
using MedAgg.Jobs;
using MedAgg.Search;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Features.Discovery;
using MedAgg.Web.Features.Experiments;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Features.Quotas;
using MedAgg.Web.Features.Vocabularies;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Hosting;

/// <summary>The inventory of every process, with pages or without.</summary>
internal static class NodeRegistration
{
    public static IServiceCollection AddMedAggNode(this IServiceCollection services, NodeSettings settings, IConfiguration configuration, bool runsJobs)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Data);
        services.AddMedAggStore(settings.ConnectionString);
        services.AddProtectionKeys(); // every process: what one encrypts, another reads
        services.AddSingleton(_ => TaxonomyLoader.LoadShipped());
        services.AddSingleton<CurrentTaxonomy>();
        services.AddSingleton<StoredTaxonomy>();
        services.AddHostedService<TaxonomyFeed>(); // before whatever understands words
        services.AddMedAggJobs(settings.ConnectionString, configuration, runsJobs);
        services.AddSingleton<Preparation>();
        services.AddSingleton<SeedCatalogue>();
        services.AddMedAggSearch();
        services.AddSingleton<IndexEntryQueries>();
        services.AddSearching();
        services.AddVocabulariesFeature();
        services.AddIngestionFeature();
        services.AddQuotasFeature();
        services.AddCollectionsFeature();
        services.AddExperimentsFeature();
        services.AddDiscoveryFeature();
        if (!runsJobs)
            services.AddHostedService<SearchIndexFeeder>(); // a job node answers no questions
        services.AddHostedService<SupervisorWatch>();
        return services;
    }

    /// <summary>Accounts for commands; web nodes have the whole of Identity.</summary>
    public static IServiceCollection AddMedAggAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(AccountRules.Apply).AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<MedAggContext>().AddDefaultTokenProviders();
        services.AddScoped<AccountAdministration>();
        return services;
    }
}
