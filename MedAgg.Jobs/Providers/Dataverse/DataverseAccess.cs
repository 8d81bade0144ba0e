using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>Asks which of the files that are not for everybody a key opens. Their owners admit people file by file.</summary>
internal sealed class DataverseAccess(SourceClient client, SourceProbe probe, IOptions<DataverseOptions> options)
{
    private const int Parallel = 4;

    /// <summary>The numbers of files, at most as many as are asked about (<see cref="DataverseOptions.MaxAsked"/>), that the key opens.</summary>
    /// <param name="files">Numbers of files that are not for everybody.</param>
    public async Task<IReadOnlySet<string>> OpenedAsync(string baseUrl, IReadOnlyList<string> files, SourceCredentials credentials, CancellationToken cancellationToken)
    {
        HashSet<string> opened = [];
        foreach (string[] batch in files.Take(options.Value.MaxAsked).Chunk(Parallel))
        {
            bool[] answers = await Task.WhenAll(batch.Select(file => IsOpenedAsync(baseUrl, file, credentials, cancellationToken)));
            opened.UnionWith(batch.Where((_, index) => answers[index]));
        }

        return opened;
    }

    private async Task<bool> IsOpenedAsync(string baseUrl, string file, SourceCredentials credentials, CancellationToken cancellationToken)
    {
        string place = SourceSites.Join(baseUrl, "api", "access", "datafile", file);
        using SourceAnswer answer = await client.AskJsonAsync(new(place + "/userPermissions") { Credentials = credentials }, cancellationToken);
        if (answer.Refusal is null)
            return answer.Json.Says("data", "canDownloadFile");
        // Before 6.0 nobody told; whether the file itself is given does.
        return answer.Status is 404 or 405 && (await probe.ProbeAsync(place, credentials, cancellationToken)).Refusal is null;
    }
}
