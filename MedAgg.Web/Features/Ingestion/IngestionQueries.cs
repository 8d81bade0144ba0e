using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Asks about jobs. What the reader may not see does not exist for him.</summary>
public sealed class IngestionQueries(IDbContextFactory<MedAggContext> contexts)
{
    internal static Refusal Unknown(long id) => new(DoorCodes.NotFound, $"There is no job {id}.");

    /// <summary>One page of jobs, newest first.</summary>
    public async Task<JobList> ListAsync(Actor actor, JobFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<IngestionRequest> mine = InScope(context.Ingestions.AsNoTracking(), actor, filter.Scope);
        Dictionary<IngestionStatus, long> byStatus = await mine.GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

        IReadOnlyList<IngestionStatus> wanted = JobStates.Of(filter.State);
        List<IngestionRequest> page = await mine.Where(r => wanted.Contains(r.Status)).OrderByDescending(r => r.Id)
            .Skip((filter.Page - 1) * JobFilter.PageSize).Take(JobFilter.PageSize).ToListAsync(cancellationToken);
        return new(
            await NameAsync(context, actor, page, cancellationToken),
            Enum.GetValues<JobState>().ToDictionary(state => state, state => JobStates.Of(state).Sum(status => byStatus.GetValueOrDefault(status))));
    }

    /// <summary>One job; null when there is none or the reader may not see it.</summary>
    public async Task<JobView?> FindAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await RequestAsync(context, actor, id, cancellationToken) is not { } request)
            return null;

        var planned = await context.Artefacts.Where(a => a.IngestionId == id).GroupBy(_ => 1)
            .Select(g => new { Files = g.LongCount(), Sized = g.LongCount(a => a.SizeBytes != null), Bytes = g.Sum(a => a.SizeBytes) })
            .SingleOrDefaultAsync(cancellationToken);
        Dataset? dataset = await context.Datasets.AsNoTracking().SingleOrDefaultAsync(d => d.Id == request.DatasetId, cancellationToken);
        DatasetVersion? version = await context.Versions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == request.VersionId, cancellationToken);
        bool isPublished = version?.State == VersionState.Published;
        return new()
        {
            Row = (await NameAsync(context, actor, [request], cancellationToken))[0],
            Attempts = request.Attempts,
            PlannedFiles = planned?.Files,
            PlannedBytes = planned is { } plan && plan.Sized == plan.Files ? plan.Bytes : null,
            Provider = dataset?.Provider,
            LicenceName = dataset?.LicenceName,
            LicenceClass = dataset?.LicenceClass ?? LicenceClass.Unknown,
            Access = dataset?.Access ?? DatasetAccess.Unknown,
            VersionId = version?.Id,
            VersionNumber = version?.Number,
            VersionState = version?.State,
            Counts = isPublished ? version!.Counts : null,
            ProfileJson = isPublished ? version!.ProfileJson : null,
        };
    }

    /// <summary>Ids of the reader's jobs that have not finished, newest first.</summary>
    public async Task<IReadOnlyList<long>> OpenAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IReadOnlyList<IngestionStatus> open = JobStates.Of(JobState.Open);
        return await InScope(context.Ingestions.AsNoTracking(), actor, JobScope.Mine).Where(r => open.Contains(r.Status))
            .OrderByDescending(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The newest lines of a job's log, newest first; null when the reader may not see it.</summary>
    public async Task<IReadOnlyList<IngestionLogLine>?> LogAsync(Actor actor, long id, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await RequestAsync(context, actor, id, cancellationToken) is null
            ? null
            : await context.IngestionLog.AsNoTracking().Where(line => line.IngestionId == id)
                .OrderByDescending(line => line.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Teams in whose name the reader may begin work, by name.</summary>
    public async Task<IReadOnlyList<KeyValuePair<long, string>>> TeamsAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        long[] ids = [.. actor.Teams.Keys.Where(actor.MayWorkFor)];
        if (ids.Length == 0)
            return [];

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await context.Teams.AsNoTracking().Where(team => ids.Contains(team.Id)).OrderBy(team => team.Name)
            .Select(team => new { team.Id, team.Name }).ToListAsync(cancellationToken);
        return [.. teams.Select(team => KeyValuePair.Create(team.Id, team.Name))];
    }

    /// <summary>Id of the team of that name, compared without case; null when there is none.</summary>
    public async Task<long?> TeamAsync(string name, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Teams.Where(team => EF.Functions.ILike(EF.Functions.Collate(team.Name, "und-x-icu"), Literal(name), "\\")).OrderBy(team => team.Id)
            .Select(team => (long?)team.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private static string Literal(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static async Task<IngestionRequest?> RequestAsync(MedAggContext context, Actor actor, long id, CancellationToken cancellationToken)
    {
        IngestionRequest? request = await context.Ingestions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        return request is not null && actor.MaySee(request.RequestedBy, request.TeamId) ? request : null;
    }

    private static IQueryable<IngestionRequest> InScope(IQueryable<IngestionRequest> requests, Actor actor, JobScope scope)
    {
        long?[] teams = [.. actor.Teams.Keys];
        return scope switch
        {
            JobScope.All when actor.IsAdministrator => requests,
            JobScope.Team => requests.Where(r => teams.Contains(r.TeamId)),
            _ => requests.Where(r => r.RequestedBy == actor.UserId),
        };
    }

    private static async Task<IReadOnlyList<JobRow>> NameAsync(
        MedAggContext context, Actor actor, IReadOnlyList<IngestionRequest> requests, CancellationToken cancellationToken)
    {
        Guid?[] people = [.. requests.Select(r => r.RequestedBy).Distinct()];
        long?[] teams = [.. requests.Select(r => r.TeamId).Distinct()];
        long?[] datasets = [.. requests.Select(r => r.DatasetId).Distinct()];
        Dictionary<Guid, User> users = await context.Users.AsNoTracking().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancellationToken);
        Dictionary<long, string> teamNames = await context.Teams.AsNoTracking().Where(t => teams.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        Dictionary<long, string> slugs = await context.Datasets.AsNoTracking().Where(d => datasets.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Slug, cancellationToken);
        return
        [
            .. requests.Select(r => new JobRow
            {
                Id = r.Id,
                Name = r.Name.Length > 0 ? r.Name : SourceText.ShortName(r.Source),
                Source = r.Source,
                Status = r.Status,
                Stages = r.Stages,
                RequestedBy = r.RequestedBy is { } person ? users.GetValueOrDefault(person)?.DisplayName : null,
                Team = r.TeamId is { } team ? teamNames.GetValueOrDefault(team) : null,
                CreatedAt = r.CreatedAt,
                StartedAt = r.StartedAt,
                FinishedAt = r.FinishedAt,
                ErrorCode = r.ErrorCode,
                ErrorMessage = r.ErrorMessage,
                CancelRequested = r.CancelRequested,
                PauseRequested = r.PauseRequested,
                DatasetSlug = r.DatasetId is { } dataset ? slugs.GetValueOrDefault(dataset) : null,
                MayChange = actor.MayChange(r.RequestedBy, r.TeamId),
            }),
        ];
    }
}
