using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers;

/// <summary>What a user points at: an address, an upload or a path on the server, with what proves who asks.</summary>
public sealed record SourceAddress(SourceKind Kind, string Location)
{
    /// <summary>SHA-256 of the uploaded blob; null for other kinds.</summary>
    public string? Blob { get; init; }

    public SourceCredentials? Credentials { get; init; }

    public static SourceAddress Of(IngestionSource source) => new(source.Kind, source.Location) { Blob = source.Blob };
}
