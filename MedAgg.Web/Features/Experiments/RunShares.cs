using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Links to reports for people without an account. The token itself is never kept.</summary>
public sealed class RunShares(IDbContextFactory<MedAggContext> contexts, TimeProvider clock)
{
    private const int TokenBytes = 32;

    /// <summary>How long a link lives.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(14);

    /// <returns>The token, to be shown once; null when the actor may not share the run.</returns>
    public async Task<string?> CreateAsync(Actor actor, RunRow run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(run);
        if (!actor.MayChange(run.OwnerId, run.TeamId) || run.Status != RunStatus.Succeeded)
            return null;
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        DateTimeOffset now = clock.GetUtcNow();
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.RunShares.Add(new(run.Id, HashOf(token), actor.UserId, now, now + Lifetime));
        await context.SaveChangesAsync(cancellationToken);
        return token;
    }

    public async Task<IReadOnlyList<RunShare>> ListAsync(long runId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RunShares.AsNoTracking().Where(share => share.RunId == runId).OrderByDescending(share => share.Id).ToListAsync(cancellationToken);
    }

    public async Task RevokeAsync(Actor actor, RunRow run, long shareId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(run);
        if (!actor.MayChange(run.OwnerId, run.TeamId))
            return;
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.RunShares.SingleOrDefaultAsync(share => share.Id == shareId && share.RunId == run.Id, cancellationToken) is not { } found)
            return;
        found.Revoke(clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The run behind a token; null when there is none, or it expired or was revoked: which of them is nobody's business.</summary>
    public async Task<long?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > 100)
            return null;
        string hash = HashOf(token);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        RunShare? share = await context.RunShares.AsNoTracking().SingleOrDefaultAsync(row => row.TokenSha256 == hash, cancellationToken);
        return share is not null && share.IsOpen(clock.GetUtcNow()) ? share.RunId : null;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
