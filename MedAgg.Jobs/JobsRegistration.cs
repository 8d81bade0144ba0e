using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Credentials;
using MedAgg.Jobs.Discovery;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Licences;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Quotas;
using MedAgg.Jobs.Reports;
using MedAgg.Jobs.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace MedAgg.Jobs;

/// <summary>Enters the jobs into an application.</summary>
public static class JobsRegistration
{
    // Threads beside those of the long jobs: the broom, and questions to providers.
    private const int ShortJobs = 3;

    /// <summary>Everything from a source to a collection. The store (<c>AddMedAggStore</c>) is the caller's, and is to be migrated before the host starts.</summary>
    /// <param name="connectionString">The product's database; Quartz keeps its tables there as well.</param>
    /// <param name="configuration">Where section <c>Jobs</c> is read.</param>
    /// <param name="runsJobs">True for a worker; a web node only puts jobs into the queue.</param>
    public static IServiceCollection AddMedAggJobs(this IServiceCollection services, string connectionString, IConfiguration configuration, bool runsJobs)
    {
        JobsOptions options = configuration.GetSection("Jobs").Get<JobsOptions>() ?? new();
        services.AddOptions<JobsOptions>().BindConfiguration("Jobs").ValidateDataAnnotations().ValidateOnStart();
        services.AddMedAggSources();
        services.AddMedAggCredentials();
        services.AddSingleton<SourceResolver>();
        services.AddMedAggInspection();
        services.AddCataloguing();
        services.AddLicences();
        services.AddIngestion();
        services.AddCollections();
        services.AddExperiments();
        services.AddReports();
        services.AddDiscovery();
        services.AddUpkeep();
        services.AddMedAggQuotas();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobPlaces>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "medagg";
                scheduler.GenerateInstanceId = true; // "AUTO" would be taken literally, and every node would have that name
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(connectionString);
                store.UseClustering(cluster => cluster.CheckinInterval = options.CheckIn);
                store.ProvisionSchema();
            });
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = options.Parallel + ShortJobs);
            if (runsJobs)
                quartz.ScheduleJob<SweepJob>(trigger => trigger.WithIdentity("sweep").WithSimpleSchedule(every => every.WithInterval(options.SweepInterval).RepeatForever()));
        });
        if (runsJobs)
            services.AddQuartzHostedService(host => host.WaitForJobsToComplete = false); // jobs get a token, stop within seconds and go on later
        return services;
    }
}
