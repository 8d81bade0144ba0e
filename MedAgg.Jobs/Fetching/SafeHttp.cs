namespace MedAgg.Jobs.Fetching;

/// <summary>The only HTTP client of the product: every hop is judged by the guard, and so is the address that is really connected.</summary>
public sealed class SafeHttp(UrlGuard guard)
{
    /// <summary>Asks, follows judged redirects, and returns the head of the answer with the body unread.</summary>
    public Task<FetchAnswer> SendAsync(FetchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{guard} {request}");
}
