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
    /// <summary>Days of a link when nobody chooses.</summary>
    public const int UsualDays = 14;

    private const int TokenBytes = 32;

    /// <summary>How many days a link may live.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [1, 7, UsualDays, 30, 90];

    /// <returns>The token, to be shown once; null when the actor may not share the run.</returns>
    public async Task<string?> CreateAsync(Actor actor, RunRow run, int days, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(run);
        if (!actor.MayChange(run.OwnerId, run.TeamId) || run.Status != RunStatus.Succeeded || !Lifetimes.Contains(days))
            return null;
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        DateTimeOffset now = clock.GetUtcNow();
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.RunShares.Add(new(run.Id, HashOf(token), actor.UserId, now, now + TimeSpan.FromDays(days)));
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

    /// <summary>What is behind a token. That a link expired is told to whoever holds it; a revoked one is as if it never was.</summary>
    public async Task<ShareState> OpenAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > 100)
            return new(null, null);
        string hash = HashOf(token);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        RunShare? share = await context.RunShares.AsNoTracking().SingleOrDefaultAsync(row => row.TokenSha256 == hash, cancellationToken);
        if (share is null || share.RevokedAt is not null)
            return new(null, null);
        return share.IsOpen(clock.GetUtcNow()) ? new(share.RunId, null) : new(null, share.ExpiresAt);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
