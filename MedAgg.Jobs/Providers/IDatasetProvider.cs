namespace MedAgg.Jobs.Providers;

/// <summary>
/// A kind of source: it recognises addresses, describes what is behind one and lists its files, and fetches them. Base addresses are options,
/// so that a stub on loopback can stand in. A provider knows no other provider.
/// </summary>
public interface IDatasetProvider
{
    /// <summary>Lower-case word, stable: it is stored with every dataset.</summary>
    string Id { get; }

    /// <summary>Whether the source is one of this kind, judged by its address alone.</summary>
    bool Recognises(SourceAddress source);

    /// <summary>
    /// Scheme, host and port whose stored credentials open the source, where they are others than those of the address itself
    /// (an API beside a web page); null for the address's own.
    /// </summary>
    Uri? CredentialsOrigin(SourceAddress source) => null;

    /// <summary>Other hosts of the same service that ask for a credential of their own (Git beside an API). Each gets the newest stored one for it, if there is one.</summary>
    IReadOnlyList<Uri> FurtherOrigins(SourceAddress source) => [];

    /// <summary>Lists what the source would give. A source that says no is a refusal, not an exception.</summary>
    Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken);

    /// <summary>Brings one file of the plan into the blob store; a second call resumes what a first one left in the work area.</summary>
    Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken);
}
