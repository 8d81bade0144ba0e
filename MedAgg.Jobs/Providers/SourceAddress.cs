using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers;

/// <summary>What a user points at: an address, an upload or a path on the server, with what proves who asks.</summary>
public sealed record SourceAddress(SourceKind Kind, string Location)
{
    /// <summary>SHA-256 of the uploaded blob; null for other kinds.</summary>
    public string? Blob { get; init; }

    public SourceCredentials? Credentials { get; init; }

    /// <summary>Credentials for further hosts of the same service.</summary>
    public IReadOnlyList<SourceCredentials> FurtherCredentials { get; init; } = [];

    /// <summary>The part that is wanted. Paths and bytes are chosen from the plan for every provider; patients and classes by the provider that knows them.</summary>
    public SourceChoice Choice { get; init; } = new();

    /// <summary>Somebody only wants to know what it is: a provider whose full listing takes long may estimate instead.</summary>
    public bool IsGlance { get; init; }

    /// <summary>The address as such; null for other kinds and for what is none (<c>s3://…</c> is one, <c>10.5281/zenodo.1</c> is none).</summary>
    public Uri? Url => Kind == SourceKind.Url ? HostText.Absolute(Location) : null;

    /// <summary>The DOI in a bare DOI, <c>doi:…</c> or <c>https://doi.org/…</c>, lower case; null when it is none.</summary>
    public string? Doi => Kind == SourceKind.Url ? SourceSites.DoiOf(Location) : null;

    /// <summary>What may be shown at an address; null for nothing.</summary>
    public SourceCredentials? CredentialsFor(Uri address) =>
        FurtherCredentials.Prepend(Credentials).FirstOrDefault(one => one?.AreFor(address) ?? false);

    public static SourceAddress Of(IngestionSource source) => new(source.Kind, source.Location) { Blob = source.Blob, Choice = source.Choice() };
}
