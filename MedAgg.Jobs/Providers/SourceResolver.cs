using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Credentials;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers;

/// <summary>Answers "what is this": the one way from an order to a plan, for the job as for the preview.</summary>
public sealed class SourceResolver(DatasetProviders providers, CredentialVault vault)
{
    /// <summary>Asks the providers that recognise the source, shows them the right credentials, and takes the chosen part of the plan.</summary>
    /// <param name="source">What was ordered.</param>
    /// <param name="owner">Whose credentials may be used; null for the terminal's.</param>
    /// <param name="heard">Told which provider is being asked; null when nobody listens.</param>
    public Task<Resolution> ResolveAsync(IngestionSource source, Guid? owner, Action<string>? heard, CancellationToken cancellationToken) =>
        ResolveAsync(source, owner, heard, isGlance: false, cancellationToken);

    /// <summary>The same for somebody who only looks: a long listing may be estimated.</summary>
    public Task<Resolution> GlanceAsync(IngestionSource source, Guid? owner, Action<string>? heard, CancellationToken cancellationToken) =>
        ResolveAsync(source, owner, heard, isGlance: true, cancellationToken);

    private async Task<Resolution> ResolveAsync(IngestionSource source, Guid? owner, Action<string>? heard, bool isGlance, CancellationToken cancellationToken)
    {
        SourceAddress address = SourceAddress.Of(source);
        Refusal refusal = new(SourceCodes.NotRecognised, "No provider of this product recognises the source.");
        foreach (IDatasetProvider provider in providers.AllFor(address))
        {
            heard?.Invoke(provider.Id);
            (SourceAddress opened, Refusal? locked) = await OpenAsync(source, owner, provider, cancellationToken);
            if (locked is not null)
                return Resolution.Refused(locked);
            Resolution resolution = await provider.ResolveAsync(opened with { IsGlance = isGlance }, cancellationToken);
            if (resolution.Plan is { } plan)
                return PlanChoice.Apply(plan, address.Choice);
            if (!resolution.IsPassedOn)
                return resolution;
            refusal = resolution.Refusal!;
        }

        return Resolution.Refused(refusal);
    }

    /// <summary>The source with the credentials that its provider may show, or why they cannot be had.</summary>
    public async Task<(SourceAddress Source, Refusal? Refusal)> OpenAsync(IngestionSource source, Guid? owner, IDatasetProvider provider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(provider);
        SourceAddress address = SourceAddress.Of(source);
        Uri? origin = provider.CredentialsOrigin(address) ?? (address.Url is { Scheme: "http" or "https" } url ? SourceSites.OriginOf(url.AbsoluteUri) : null);
        if (origin is null)
            return (address, null);
        (SourceCredentials? credentials, Refusal? refusal) = await vault.OpenAsync(source.CredentialId, origin, owner, cancellationToken);
        if (credentials is null)
            return (address, refusal);
        List<SourceCredentials> further = [];
        foreach (Uri other in provider.FurtherOrigins(address).Where(other => !credentials.AreFor(other)))
        {
            (SourceCredentials? one, Refusal? locked) = await vault.OpenAsync(null, other, owner, cancellationToken);
            if (locked is not null)
                return (address, locked);
            if (one is not null)
                further.Add(one);
        }

        return (address with { Credentials = credentials, FurtherCredentials = further }, null);
    }
}
