using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.OpenNeuro;

/// <summary>Asks OpenNeuro's GraphQL. Errors of its gateway come as text inside an answer of 200 and pass.</summary>
internal sealed class OpenNeuroClient(SourceClient client, IOptions<OpenNeuroOptions> options, IOptions<FetchOptions> patience, TimeProvider clock)
{
    private const int Tries = 4;

    /// <returns>The member <c>data</c>, which lives as long as the answer; or why there is none.</returns>
    public async Task<(SourceAnswer? Answer, Refusal? Refusal)> AskAsync(string query, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        FetchRequest ask = new(options.Value.BaseUrl.TrimEnd('/') + "/crn/graphql")
        {
            Method = HttpMethod.Post,
            Body = new(JsonSerializer.Serialize(new { query }), "application/json"),
            Credentials = credentials,
        };
        for (int attempt = 1; ; attempt++)
        {
            SourceAnswer answer = await client.AskJsonAsync(ask, cancellationToken);
            string? error = answer.Json.Each("errors").Select(item => item.Text("message")).FirstOrDefault();
            if (answer.Refusal is null && error is null)
                return (answer, null);
            Refusal refusal = answer.Refusal is { } refused && error is null ? refused : Word(error ?? "");
            answer.Dispose();
            bool passes = error is not null && (error.StartsWith("50", StringComparison.Ordinal) || error.Contains("timeout", StringComparison.OrdinalIgnoreCase));
            if (!passes || attempt == Tries)
                return (null, refusal);
            await Task.Delay(RetryDelay.Before(attempt, null, patience.Value), clock, cancellationToken);
        }
    }

    private static Refusal Word(string error)
    {
        string said = FileNames.Clean(error) ?? "no reason";
        return error.Contains("permission", StringComparison.OrdinalIgnoreCase) || error.Contains("access", StringComparison.OrdinalIgnoreCase)
            ? new(SourceCodes.AccessNotGranted, $"OpenNeuro does not show this dataset: {said}.")
            : new(SourceCodes.Unavailable, $"OpenNeuro could not answer: {said}.");
    }
}
