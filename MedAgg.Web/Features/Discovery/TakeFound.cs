using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Discovery;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Features.Discovery;

/// <summary>One click on a found dataset: into the catalogue as a card, or fetched as any other address.</summary>
public sealed class TakeFound(ProviderSearchQueries queries, FoundCataloguer cataloguer, StartIngestion start)
{
    /// <returns>Slug of the card, or why there is none.</returns>
    public async Task<(string? Slug, Refusal? Refusal)> CatalogueAsync(Actor actor, long searchId, string provider, string address, CancellationToken cancellationToken)
    {
        (FoundDataset? found, Refusal? refusal) = await FindAsync(actor, searchId, provider, address, cancellationToken);
        return found is null ? (null, refusal) : (await cataloguer.AddAsync(found, actor.UserId, cancellationToken), null);
    }

    public async Task<StartedIngestion> IngestAsync(Actor actor, long searchId, string provider, string address, CancellationToken cancellationToken)
    {
        (FoundDataset? found, Refusal? refusal) = await FindAsync(actor, searchId, provider, address, cancellationToken);
        return found is null ? new(null, refusal) : await start.RunAsync(actor, new(new() { Location = found.Address }), cancellationToken);
    }

    // What is taken is what the provider told, never what a browser sends.
    private async Task<(FoundDataset? Found, Refusal? Refusal)> FindAsync(Actor actor, long searchId, string provider, string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayWork)
            return (null, new(DoorCodes.SignInRequired, "Sign in to add data."));
        ProviderSearchView? search = await queries.FindAsync(actor, searchId, cancellationToken);
        FoundDataset? found = search?.Providers.Where(answer => answer.Provider == provider).SelectMany(answer => answer.Found).FirstOrDefault(one => one.Address == address);
        return found is null ? (null, ProviderSearchQueries.Unknown(searchId)) : (found, null);
    }
}
