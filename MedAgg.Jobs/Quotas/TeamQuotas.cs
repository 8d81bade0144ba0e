using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Quotas;

/// <summary>Measures what teams have, and keeps what administrators let them have.</summary>
public sealed class TeamQuotas(IDbContextFactory<MedAggContext> contexts, IOptions<QuotaOptions> options, IChangeFeed changes, TimeProvider clock)
{
    /// <summary>Audit word of a change of limits.</summary>
    public const string LimitsSet = "team.limits_set";

    /// <summary>What holds for teams without numbers of their own.</summary>
    public QuotaLimits Ordinary => options.Value.Of("", null);

    /// <summary>The quota of a team; null when there is no such team.</summary>
    public async Task<TeamQuota?> FindAsync(long teamId, CancellationToken cancellationToken) =>
        (await ListAsync([teamId], cancellationToken)).SingleOrDefault();

    /// <summary>The quotas of all teams by name.</summary>
    public Task<IReadOnlyList<TeamQuota>> ListAsync(CancellationToken cancellationToken) => ListAsync(null, cancellationToken);

    /// <summary>The quotas of some teams by name.</summary>
    /// <param name="ids">Null for all.</param>
    public async Task<IReadOnlyList<TeamQuota>> ListAsync(IReadOnlyCollection<long>? ids, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await context.Teams.Where(team => ids == null || ids.Contains(team.Id)).OrderBy(team => team.Name).Select(team => new { team.Id, team.Name }).ToListAsync(cancellationToken);
        List<TeamQuota> quotas = [];
        foreach (var team in teams)
            quotas.Add(await MeasureAsync(context, team.Id, team.Name, cancellationToken));
        return quotas;
    }

    /// <summary>Gives a team numbers of its own, with the reason for the audit.</summary>
    /// <returns>False when there is no such team.</returns>
    public async Task<bool> SetAsync(long teamId, QuotaChange change, Guid? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.Teams.AnyAsync(team => team.Id == teamId, cancellationToken))
            return false;
        DateTimeOffset now = clock.GetUtcNow();
        TeamLimits? limits = await context.TeamLimits.SingleOrDefaultAsync(set => set.TeamId == teamId, cancellationToken);
        if (limits is null)
            context.TeamLimits.Add(limits = new(teamId));
        limits.Set(change.Bytes, change.Files, change.Datasets, change.Unfinished, change.Reason, by, now);
        context.AuditEvents.Add(new()
        {
            At = now,
            ActorId = by,
            Action = LimitsSet,
            SubjectKind = ChangeKind.Team,
            SubjectId = teamId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            DetailJson = System.Text.Json.JsonSerializer.Serialize(change),
        });
        await context.SaveChangesAsync(cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Team, teamId.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancellationToken);
        return true;
    }

    private async Task<TeamQuota> MeasureAsync(MedAggContext context, long teamId, string name, CancellationToken cancellationToken)
    {
        var versions = await context.Versions
            .Where(version => version.State == VersionState.Published && context.Datasets.Any(dataset => dataset.Id == version.DatasetId && dataset.TeamId == teamId))
            .Select(version => new { version.DatasetId, version.Counts })
            .ToListAsync(cancellationToken);
        List<long> open = await context.Ingestions
            .Where(request => request.TeamId == teamId && (request.Status == IngestionStatus.Queued || request.Status == IngestionStatus.Running || request.Status == IngestionStatus.Paused))
            .Select(request => request.Id).ToListAsync(cancellationToken);
        var pending = await context.Artefacts.Where(artefact => open.Contains(artefact.IngestionId))
            .GroupBy(_ => 1).Select(group => new { Files = group.LongCount(), Bytes = group.Sum(artefact => artefact.SizeBytes) ?? 0 }).SingleOrDefaultAsync(cancellationToken);
        TeamLimits? set = await context.TeamLimits.AsNoTracking().SingleOrDefaultAsync(limits => limits.TeamId == teamId, cancellationToken);
        string? by = set?.SetBy is { } person ? await context.Users.Where(user => user.Id == person).Select(user => user.DisplayName).SingleOrDefaultAsync(cancellationToken) : null;
        return new(
            teamId, name, versions.Sum(version => version.Counts.Bytes), versions.Sum(version => version.Counts.Files),
            versions.Select(version => version.DatasetId).Distinct().Count(), open.Count, options.Value.Of(name, set))
        {
            PendingBytes = pending?.Bytes ?? 0,
            PendingFiles = pending?.Files ?? 0,
            Reason = set is null ? null : new(set.Reason, by, set.SetAt, set.MaxBytes, set.MaxFiles, set.MaxDatasets, set.MaxUnfinished),
        };
    }
}

/// <summary>Numbers for one team; null takes the ones of the site.</summary>
/// <param name="Bytes">Of published versions, unpacked.</param>
/// <param name="Files">Of published versions.</param>
/// <param name="Datasets">With a published version.</param>
/// <param name="Unfinished">Ingestions that are not finished.</param>
/// <param name="Reason">One sentence; it is kept in the audit.</param>
public sealed record QuotaChange(long? Bytes, long? Files, int? Datasets, int? Unfinished, string Reason);

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
