using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>A response head with its body unread, or why there is none.</summary>
public sealed class FetchAnswer : IDisposable
{
    internal FetchAnswer(HttpResponseMessage response, Uri finalUrl)
    {
        Response = response;
        FinalUrl = finalUrl;
    }

    internal FetchAnswer(Refusal refusal) => Refusal = refusal;

    /// <summary>Null when refused. Any status code: the caller judges it.</summary>
    public HttpResponseMessage? Response { get; }

    /// <summary>Where the redirects ended; null when refused.</summary>
    public Uri? FinalUrl { get; }

    public Refusal? Refusal { get; }

    public void Dispose() => Response?.Dispose();
}
