using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Says of an address or a path, before anything is asked, why it is not taken.</summary>
public sealed class AddressJudge(DatasetProviders providers, UrlGuard guard, ServerRoots roots)
{
    /// <returns>The refusal; null when a provider knows the address and the guard lets it pass, or the path is there and may be read.</returns>
    public async Task<Refusal?> JudgeAsync(IngestionSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        // Whether something is there is not told of what may not be read.
        if (source.Kind == SourceKind.ServerPath)
            return roots.Judge(source.Location) ?? (Path.Exists(source.Location) ? null : new(DoorCodes.PathNotFound, $"There is no file or folder {source.Location} on this machine."));
        bool isKnown = providers.For(SourceAddress.Of(source)) is not null;
        // Short forms of a provider (a DOI, s3://bucket, owner/name) lead to no host by themselves; what the provider makes of them is judged when it asks.
        if (SourceText.IsUrl(source.Location) && !(isKnown && !SourceText.IsWeb(source.Location)))
        {
            UrlJudgement judgement = await guard.JudgeAsync(source.Location, cancellationToken);
            if (judgement.Refusal is { } refusal)
                return refusal;
        }

        return isKnown ? null : new(SourceCodes.NotRecognised, $"No provider knows what {source.Location} is.");
    }
}
