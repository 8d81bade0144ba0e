using System.Globalization;
using MedAgg.Domain.Licences;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Providers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Jobs.Licences;

/// <summary>Stands between a plan and its download: terms that bind must have been accepted by the one who asks, and what the source gives only to admitted people is not fetched.</summary>
public sealed class LicenceGate(IDbContextFactory<MedAggContext> contexts, TimeProvider clock)
{
    public const string NotAccepted = "LICENCE_NOT_ACCEPTED";

    private const int MaxStated = 400;

    /// <summary>The terms of a plan.</summary>
    public static LicenceTerms TermsOf(SourcePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return UseConditions.Read(plan.Licence, plan.LicenceUrl, plan.Access);
    }

    /// <summary>Which terms of which dataset: the version is left out, because a new version under the same terms asks nobody again.</summary>
    public static string FingerprintOf(SourcePlan plan) => TermsOf(plan).Fingerprint(SourceOf(plan));

    /// <returns>Why nothing may be fetched for this person; null when it may.</returns>
    public async Task<Refusal?> JudgeAsync(SourcePlan plan, Guid? userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        LicenceTerms terms = TermsOf(plan);
        if (!terms.NeedsAcceptance || await IsAcceptedAsync(FingerprintOf(plan), userId, cancellationToken))
            return null;
        string conditions = terms.Conditions.Count == 0 ? "" : " (" + string.Join(", ", terms.Conditions.Select(UseConditions.CodeOf)) + ")";
        return new(NotAccepted, string.Create(CultureInfo.InvariantCulture,
            $"'{plan.Name}' is given under \"{terms.Stated}\"{conditions}: read these terms and accept them, then start again. They are asked for again whenever they change."));
    }

    public async Task<bool> IsAcceptedAsync(string fingerprint, Guid? userId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.LicenceAcceptances.AnyAsync(a => a.Fingerprint == fingerprint && a.UserId == userId, cancellationToken);
    }

    /// <summary>Notes that somebody accepts the terms of a plan as they stand. Accepting twice is once.</summary>
    public Task AcceptAsync(SourcePlan plan, Guid? userId, CancellationToken cancellationToken) =>
        AcceptAsync(FingerprintOf(plan), SourceOf(plan), plan.Licence, userId, cancellationToken);

    /// <summary>The same for a fingerprint that a preview has told.</summary>
    public async Task AcceptAsync(string fingerprint, string source, string? stated, Guid? userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.LicenceAcceptances.AnyAsync(a => a.Fingerprint == fingerprint && a.UserId == userId, cancellationToken))
            return;
        context.LicenceAcceptances.Add(new(userId, fingerprint, source, stated is { Length: > MaxStated } ? stated[..MaxStated] : stated, clock.GetUtcNow()));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return; // a second window was faster
        }
    }

    private static string SourceOf(SourcePlan plan) => $"{plan.Provider} {plan.Doi ?? plan.LandingPage ?? plan.Name}";
}
