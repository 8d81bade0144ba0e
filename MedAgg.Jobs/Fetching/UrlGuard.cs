using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>Says of an address whether it may be fetched.</summary>
public sealed class UrlGuard(IHostResolver resolver, IOptions<FetchOptions> options)
{
    /// <summary>Judges an address as a first request: its form, its scheme, port and name, and every address it resolves to. Nothing is connected.</summary>
    public Task<UrlJudgement> JudgeAsync(string url, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{resolver} {options} {url}");
}
