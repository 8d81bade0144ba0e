namespace MedAgg.Jobs.Fetching;

/// <summary>One request through the guard: a GET unless said otherwise.</summary>
/// <param name="Url">The address as the user or the source gave it.</param>
public sealed record FetchRequest(string Url)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Further request headers, for example <c>Accept</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public SourceCredentials? Credentials { get; init; }

    /// <summary>Body of a POST; null for none. It is sent again only where a redirect keeps the method.</summary>
    public FetchBody? Body { get; init; }

    /// <summary>Whether the answer's body is a file to be taken whole; then it queues with the downloads of its host and not with the questions.</summary>
    public bool IsTransfer { get; init; }

    /// <summary>First byte asked for; 0 asks for the whole file.</summary>
    public long From { get; init; }

    /// <summary>Entity tag or date that a partial answer must match; null without one.</summary>
    public string? IfRange { get; init; }
}

/// <summary>What a POST carries.</summary>
/// <param name="Text">Sent as UTF-8.</param>
/// <param name="MediaType">For example <c>application/json</c>.</param>
public sealed record FetchBody(string Text, string MediaType);
