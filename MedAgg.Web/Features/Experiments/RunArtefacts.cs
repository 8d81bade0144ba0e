using MedAgg.Domain.Experiments;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Copies what a run left into a folder.</summary>
public sealed class RunArtefacts(ExperimentQueries queries, IBlobStore blobs)
{
    private static readonly string[] Shared = ["split", "train", "evaluate", "report"];

    /// <returns>Paths of the files.</returns>
    public async Task<IReadOnlyList<string>> CopyAsync(RunRow run, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            string target = Directory.CreateDirectory(folder).FullName;
            List<string> written = [];
            foreach (string step in Shared)
            {
                if (await queries.OutputAsync(run, step, cancellationToken) is not { } output)
                    continue;
                foreach (StepFile file in output.Files.Values.OrderBy(file => file.Name, StringComparer.Ordinal))
                {
                    string path = Path.Combine(target, file.Name);
                    await using Stream content = await blobs.OpenAsync(file.Blob, cancellationToken);
                    await using FileStream copy = File.Create(path);
                    await content.CopyToAsync(copy, cancellationToken);
                    written.Add(path);
                }
            }

            return written;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Refusal("FILE_NOT_WRITTEN", $"{folder}: {exception.Message}"), exception);
        }
    }
}
