namespace MedAgg.Jobs.Fetching;

/// <summary>What proves who asks, bound to one origin: it is never sent to another host, port or scheme.</summary>
/// <param name="Origin">For example <c>https://www.kaggle.com</c>.</param>
/// <param name="Headers">Header names and values.</param>
public sealed record SourceCredentials(Uri Origin, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Keys of an S3 store; they are no header, the S3 provider signs with them. Null for other kinds.</summary>
    public AccessKeys? Keys { get; init; }

    /// <summary>Signs each request; null where headers do.</summary>
    public IRequestSigner? Signer { get; init; }

    /// <summary>Whether it may go to that address.</summary>
    public bool AreFor(Uri address) =>
        Uri.Compare(Origin, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The headers for one request to the origin.</summary>
    internal IEnumerable<KeyValuePair<string, string>> HeadersFor(HttpMethod method, Uri url) =>
        Signer is null ? Headers : Headers.Concat(Signer.Sign(method, url));

    /// <summary>A number that tells two askers apart, in this process only.</summary>
    internal int Asker()
    {
        HashCode asker = new();
        foreach ((string name, string value) in Headers)
        {
            asker.Add(name, StringComparer.OrdinalIgnoreCase);
            asker.Add(value, StringComparer.Ordinal);
        }

        asker.Add(Keys?.KeyId, StringComparer.Ordinal);
        return asker.ToHashCode();
    }

    /// <summary>Tells the origin and never a value: records go into logs.</summary>
    public override string ToString() => $"credentials for {Origin.Host}";
}

/// <summary>Access key, its secret and, for temporary ones, the session token.</summary>
public sealed record AccessKeys(string KeyId, string Secret, string? SessionToken)
{
    /// <summary>Never the secret: records go into logs.</summary>
    public override string ToString() => $"access key of {KeyId.Length} characters";
}
