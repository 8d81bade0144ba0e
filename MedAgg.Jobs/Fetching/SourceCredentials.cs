namespace MedAgg.Jobs.Fetching;

/// <summary>Headers that prove who asks, bound to one origin: they are never sent to another host, port or scheme.</summary>
/// <param name="Origin">For example <c>https://www.kaggle.com</c>.</param>
/// <param name="Headers">Header names and values.</param>
public sealed record SourceCredentials(Uri Origin, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Whether the headers may go to that address.</summary>
    public bool AreFor(Uri address) =>
        Uri.Compare(Origin, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Tells the origin and never a value: records go into logs.</summary>
    public override string ToString() => $"credentials for {Origin.Host}";
}
