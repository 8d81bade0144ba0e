using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>Asks for the sizes that a listing rounds or leaves out, for as many files as is polite.</summary>
internal sealed class FileSizes(SourceClient client, IOptions<PageOptions> options)
{
    private const int Parallel = 4;

    public async Task<IReadOnlyList<PlannedFile>> FillAsync(IReadOnlyList<PlannedFile> files, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        List<int> unknown = [.. Enumerable.Range(0, files.Count).Where(i => files[i].SizeBytes is null)];
        if (unknown.Count == 0 || unknown.Count > options.Value.MaxSizeQuestions)
            return files;
        PlannedFile[] filled = [.. files];
        foreach (int[] batch in unknown.Chunk(Parallel))
            await Task.WhenAll(batch.Select(async i => filled[i] = await FillAsync(files[i], credentials, cancellationToken)));
        return filled;
    }

    private async Task<PlannedFile> FillAsync(PlannedFile file, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        using SourceAnswer head = await client.AskAsync(
            new(file.Location) { Method = HttpMethod.Head, Credentials = credentials }, cancellationToken);
        // A host that forbids the question is no reason to refuse the file: its size stays unknown.
        bool isTold = head is { Status: 200, MediaType: not "text/html" } && long.TryParse(head.Header("Content-Length"), out long size) && size > 0 && head.Header("Content-Encoding") is null;
        return isTold ? file with { SizeBytes = long.Parse(head.Header("Content-Length")!, System.Globalization.CultureInfo.InvariantCulture) } : file;
    }
}
