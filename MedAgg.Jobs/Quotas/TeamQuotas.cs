using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Quotas;

/// <summary>Measures what teams have.</summary>
public sealed class TeamQuotas(IDbContextFactory<MedAggContext> contexts, IOptions<QuotaOptions> options)
{
    /// <summary>The quota of a team; null when there is no such team.</summary>
    public async Task<TeamQuota?> FindAsync(long teamId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        string? name = await context.Teams.Where(team => team.Id == teamId).Select(team => team.Name).SingleOrDefaultAsync(cancellationToken);
        return name is null ? null : await MeasureAsync(context, teamId, name, cancellationToken);
    }

    /// <summary>The quotas of all teams by name.</summary>
    public async Task<IReadOnlyList<TeamQuota>> ListAsync(CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await context.Teams.OrderBy(team => team.Name).Select(team => new { team.Id, team.Name }).ToListAsync(cancellationToken);
        List<TeamQuota> quotas = [];
        foreach (var team in teams)
            quotas.Add(await MeasureAsync(context, team.Id, team.Name, cancellationToken));
        return quotas;
    }

    private async Task<TeamQuota> MeasureAsync(MedAggContext context, long teamId, string name, CancellationToken cancellationToken)
    {
        List<VersionCounts> versions = await context.Versions
            .Where(version => version.State == VersionState.Published && context.Datasets.Any(dataset => dataset.Id == version.DatasetId && dataset.TeamId == teamId))
            .Select(version => version.Counts)
            .ToListAsync(cancellationToken);
        int unfinished = await context.Ingestions.CountAsync(
            request => request.TeamId == teamId && (request.Status == IngestionStatus.Queued || request.Status == IngestionStatus.Running), cancellationToken);
        return new(teamId, name, versions.Sum(counts => counts.Bytes), versions.Sum(counts => counts.Files), unfinished, options.Value.Of(name));
    }
}

/// <summary>Enters the quotas into an application.</summary>
public static class QuotasRegistration
{
    public static IServiceCollection AddMedAggQuotas(this IServiceCollection services)
    {
        services.AddOptions<QuotaOptions>().BindConfiguration("Quotas").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TeamQuotas>();
        return services;
    }
}
