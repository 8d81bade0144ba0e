using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>Asks GitHub's API. It has few questions an hour to give without a token, and says 404 where it means "not for you".</summary>
internal sealed class GitHubApi(SourceClient client, IOptions<GitHubOptions> options)
{
    private static readonly Dictionary<string, string> Headers = new()
    {
        ["Accept"] = "application/vnd.github+json",
        ["X-GitHub-Api-Version"] = "2022-11-28",
    };

    /// <summary>An answer: what it says, or its status and the refusal.</summary>
    public sealed record Said(JsonElement Json, int Status, Refusal? Refusal);

    public string Base => options.Value.ApiUrl.TrimEnd('/');

    /// <param name="path">Below <c>/repos</c>, escaped.</param>
    public async Task<Said> AskAsync(string path, string what, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new($"{Base}/repos/{path}") { Headers = Headers, Credentials = credentials }, cancellationToken);
        Refusal? refusal = (answer.Status, answer.Refusal) switch
        {
            (_, { Code: SourceCodes.RateLimited } limit) => credentials is null
                ? new(limit.Code, limit.Message.Replace("stored credentials may raise the limit", $"a token stored for {new Uri(Base).Host} raises the limit from 60 to 5,000 questions an hour", StringComparison.Ordinal))
                : limit,
            (401, _) => new(SourceCodes.CredentialsRefused, "GitHub does not take the stored token: it may have expired."),
            (404, _) => new(SourceCodes.NotFound, $"GitHub has no {what}{(credentials is null ? ", or it is private: store a token for " + new Uri(Base).Host : ", or the stored token may not see it")}."),
            (409, _) => new(SourceCodes.Empty, $"The repository of {what} is empty."),
            (451, _) => new(SourceCodes.Forbidden, $"GitHub has taken {what} down for legal reasons."),
            (_, { } other) => other,
            _ => null,
        };
        return new(refusal is null ? answer.Json.Clone() : default, answer.Status, refusal);
    }
}
