using MedAgg.Domain.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MedAgg.Domain.Store;

/// <summary>Enters the store into an application.</summary>
public static class StoreRegistration
{
    /// <summary>Context factory (one context per operation), Npgsql data source for COPY and NOTIFY, change feed.</summary>
    public static IServiceCollection AddMedAggStore(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString).Build());
        services.AddDbContextFactory<MedAggContext>((provider, options) =>
            options.UseMedAggStore(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<StoreMigrator>();
        services.AddSingleton<PostgresChangeFeed>();
        services.AddSingleton<IChangeFeed>(provider => provider.GetRequiredService<PostgresChangeFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<PostgresChangeFeed>());
        return services;
    }

    internal static DbContextOptionsBuilder UseMedAggStore(this DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("migration_history"));

    internal static DbContextOptionsBuilder<MedAggContext> UseMedAggStore(this DbContextOptionsBuilder<MedAggContext> options, string connectionString)
    {
        options.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("migration_history"));
        return options;
    }
}
