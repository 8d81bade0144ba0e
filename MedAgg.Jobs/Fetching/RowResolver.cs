using System.Net;

namespace MedAgg.Jobs.Fetching;

/// <summary>Answers questions for names with those of a row.</summary>
internal sealed class RowResolver(GuardRow row) : IHostResolver
{
    private readonly Dictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (!row.Resolve.TryGetValue(host, out IReadOnlyList<IReadOnlyList<string>>? answers) || answers.Count == 0)
            return Task.FromResult<IReadOnlyList<IPAddress>>([]);
        int question = _asked.GetValueOrDefault(host);
        _asked[host] = question + 1;
        IReadOnlyList<string> answer = answers[Math.Min(question, answers.Count - 1)];
        return Task.FromResult<IReadOnlyList<IPAddress>>([.. answer.Select(IPAddress.Parse)]);
    }
}
