using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>A response head with its body unread, or why there is none.</summary>
public sealed class FetchAnswer : IDisposable
{
    private readonly IDisposable? _place;

    /// <param name="place">The place at the host, held until the answer is disposed.</param>
    internal FetchAnswer(HttpResponseMessage response, Uri finalUrl, IDisposable place)
    {
        Response = response;
        FinalUrl = finalUrl;
        _place = place;
    }

    internal FetchAnswer(Refusal refusal) => Refusal = refusal;

    /// <summary>Null when refused. Any status code: the caller judges it.</summary>
    public HttpResponseMessage? Response { get; }

    /// <summary>Where the redirects ended; null when refused.</summary>
    public Uri? FinalUrl { get; }

    public Refusal? Refusal { get; }

    /// <summary>Whether the host that answered was shown credentials.</summary>
    public bool IsShownCredentials { get; init; }

    public void Dispose()
    {
        Response?.Dispose();
        _place?.Dispose();
    }
}
