using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Quotas;

/// <summary>Shows each person what the own teams use and may use; administrators see all teams and give one numbers of its own.</summary>
public sealed class QuotaDesk(TeamQuotas quotas)
{
    public const string NotAllowed = "QUOTA_NOT_ALLOWED";
    public const string Invalid = "QUOTA_INVALID";
    public const string UnknownTeam = "TEAM_UNKNOWN";

    /// <summary>Shortest and longest reason in characters.</summary>
    internal const int LeastReason = 3;

    internal const int MostReason = 400;

    private const int MostJobs = 100_000;

    /// <summary>The quotas that the actor may see, by name of the team.</summary>
    public Task<IReadOnlyList<TeamQuota>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return quotas.ListAsync(actor.IsAdministrator ? null : [.. actor.Teams.Keys], cancellationToken);
    }

    /// <returns>Why not; null when set.</returns>
    public async Task<Refusal?> SetAsync(Actor actor, long teamId, QuotaChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(change);
        if (!actor.IsAdministrator)
            return new(NotAllowed, "Only administrators set the limits of teams.");
        if (Fault(change) is { } fault)
            return new(Invalid, $"The limits cannot be set: {fault}.");
        return await quotas.SetAsync(teamId, change with { Reason = change.Reason.Trim() }, actor.UserId, cancellationToken)
            ? null
            : new(UnknownTeam, $"There is no team {teamId}.");
    }

    private static string? Fault(QuotaChange change) =>
        change.Bytes is < 0 || change.Files is < 0 || change.Datasets is < 0 || change.Unfinished is < 0 ? "a limit is below zero"
        : change.Unfinished is > MostJobs ? $"at most {MostJobs} ingestions may be open at once"
        : change.Reason.Trim().Length is < LeastReason or > MostReason ? $"the reason has {LeastReason} to {MostReason} characters"
        : change.Reason.Any(char.IsControl) ? "the reason holds control characters"
        : null;
}
