using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Discovery;

/// <summary>The search of one outside provider. It knows no other one.</summary>
public interface IDatasetSearch
{
    /// <summary>Id of the provider as the catalogue has it, for example <c>zenodo</c>.</summary>
    string Provider { get; }

    /// <summary>Scheme, host and port whose stored credentials are shown; null when none are wanted.</summary>
    Uri? CredentialsOrigin { get; }

    /// <summary>Asks once. Whatever the provider does is an answer.</summary>
    /// <param name="text">Words to look for.</param>
    /// <param name="limit">Most datasets wanted.</param>
    /// <param name="credentials">For the origin, where somebody stored some.</param>
    Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken);
}
