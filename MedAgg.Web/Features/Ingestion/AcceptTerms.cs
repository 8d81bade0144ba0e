using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Licences;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Licences;
using MedAgg.Jobs.Providers;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Notes that somebody accepts the terms of a source as it states them now.</summary>
public sealed class AcceptTerms(IDbContextFactory<MedAggContext> contexts, SourceResolver resolver, LicenceGate gate, TimeProvider clock)
{
    /// <summary>Asks the source for its terms and accepts them.</summary>
    /// <param name="actor">Who accepts.</param>
    /// <param name="source">What is to be fetched.</param>
    /// <param name="shown">Fingerprint of the terms that the person has read; null for whatever the source states. Other terms than the shown ones are not accepted.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The terms, or why they could not be accepted.</returns>
    public async Task<(LicenceTerms? Terms, Refusal? Refusal)> RunAsync(Actor actor, IngestionSource source, string? shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayWork)
            return (null, new(DoorCodes.SignInRequired, "Sign in to accept terms."));
        Resolution resolution = await resolver.GlanceAsync(SourceText.Tidy(source), actor.UserId, heard: null, cancellationToken);
        if (resolution.Plan is not { } plan)
            return (null, resolution.Refusal);
        LicenceTerms terms = LicenceGate.TermsOf(plan);
        if (shown is not null && shown != LicenceGate.FingerprintOf(plan))
            return (null, new(LicenceGate.NotAccepted, $"The terms of '{plan.Name}' have changed since they were shown: read them again."));
        if (!terms.NeedsAcceptance)
            return (terms, null);
        await gate.AcceptAsync(plan, actor.UserId, cancellationToken);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.AuditEvents.Add(IngestionAudit.Accepted(LicenceGate.FingerprintOf(plan), actor.UserId, plan.Provider, terms.Stated, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return (terms, null);
    }
}
