using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Kaggle;

/// <summary>Asks Kaggle's API, and says in its words why it does not answer: a key that is missing, a key that is wrong, rules that nobody accepted.</summary>
internal sealed class KaggleApi(SourceClient client, IOptions<KaggleOptions> options)
{
    public string Base => $"{options.Value.BaseUrl.TrimEnd('/')}/api/v1";

    public int MaxFiles => options.Value.MaxFiles;

    public string Site => options.Value.BaseUrl.TrimEnd('/');

    /// <param name="path">Below the API's base, with its query.</param>
    /// <param name="what">What is asked for, for the sentence.</param>
    public async Task<(JsonElement Json, Refusal? Refusal)> AskAsync(string path, string what, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new($"{Base}/{path}") { Credentials = credentials }, cancellationToken);
        Refusal? refusal = answer.Status switch
        {
            401 when credentials is null => new(SourceCodes.CredentialsMissing, $"Kaggle gives {what} only to accounts: store an API token for {new Uri(Base).Host}."),
            401 => new(SourceCodes.CredentialsRefused, "Kaggle does not take the stored key. A token (KGAT_…) is stored as a bearer token, an old key with its user name; making a new old key ends the one before."),
            403 when what.StartsWith("competition", StringComparison.Ordinal) => new(SourceCodes.AccessNotGranted, $"Kaggle gives the data of {what} only to those who joined it: accept its rules on its page."),
            403 => new(SourceCodes.AccessNotGranted, $"Kaggle does not open {what} {(credentials is null ? "without an account" : "to this account")}: it is private, or its terms are not accepted."),
            404 => new(SourceCodes.NotFound, $"Kaggle has no {what} under this name, or it is private; capital letters count in names."),
            _ => answer.Refusal,
        };
        if (refusal is not null)
            return (default, refusal);
        // Some errors come with 200 and a message.
        return answer.Json.Text("errorMessage") is { } said || (answer.Json.Count("code") >= 400 && (said = answer.Json.Text("message") ?? "an error") is not null)
            ? (default, new(SourceCodes.BadAnswer, $"Kaggle says of {what}: {FileNames.Clean(said)}."))
            : (answer.Json.ValueKind is JsonValueKind.Undefined ? default : answer.Json.Clone(), null);
    }
}
