using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Licences;
using MedAgg.Jobs.Providers;
using MedAgg.Web.Features.Accounts;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Answers "what is this address" while somebody types it: guarded, bounded in time, nothing is downloaded.</summary>
public sealed class SourcePreviewQueries(SourceResolver resolver, AddressJudge addresses, LicenceGate gate, IOptions<IngestionDoorOptions> options, TimeProvider clock)
{
    /// <param name="actor">Only accounts may make the server ask other hosts.</param>
    /// <param name="source">An address or a path.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<SourcePreview> LookAsync(Actor actor, IngestionSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        IngestionSource tidy = SourceText.Tidy(source);
        if (OrderJudge.JudgeForm(actor, new(tidy)) is { } refusal)
            return new() { Refusal = refusal };

        using CancellationTokenSource patience = new(options.Value.PreviewPatience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        string? provider = null;
        try
        {
            if (tidy.Kind != SourceKind.Upload && await addresses.JudgeAsync(tidy, either.Token) is { } refused)
                return new() { Refusal = refused };

            Resolution resolution = await resolver.GlanceAsync(tidy, actor.UserId, asked => provider = asked, either.Token);
            if (resolution.Plan is not { } plan)
                return new() { Provider = provider, Refusal = resolution.Refusal };
            var preview = SourcePreview.Of(plan);
            return preview with { IsAccepted = await gate.IsAcceptedAsync(preview.Fingerprint!, actor.UserId, either.Token) };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new() { Provider = provider, IsSilent = true };
        }
    }
}
