namespace MedAgg.Jobs.Fetching;

/// <summary>Makes the headers that prove who asks anew for every request, because they depend on it.</summary>
public interface IRequestSigner
{
    /// <summary>Headers to be added to this very request.</summary>
    IReadOnlyDictionary<string, string> Sign(HttpMethod method, Uri url);
}
