using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>Finds the files whose place is held by LFS pointers, and reads what they stand for, so that sizes and checksums are true before anything is fetched.</summary>
internal sealed class LfsFiles(SourceClient client, IOptions<GitHubOptions> options)
{
    private const int Parallel = 4;

    /// <summary>The pointers among the files, by path.</summary>
    /// <param name="url">Where the bytes of a file in Git are.</param>
    public async Task<(IReadOnlyDictionary<string, LfsPointer> Pointers, Refusal? Refusal)> ReadAsync(
        IReadOnlyList<GitFile> files, Func<GitFile, FetchRequest> url, CancellationToken cancellationToken)
    {
        List<LfsRules> rules = [];
        foreach (GitFile attributes in files.Where(file => file.Path == ".gitattributes" || file.Path.EndsWith("/.gitattributes", StringComparison.Ordinal)).Take(50))
        {
            using SourceAnswer answer = await client.AskAsync(url(attributes), cancellationToken);
            if (answer.Refusal is not null)
                return (new Dictionary<string, LfsPointer>(), answer.Refusal);
            rules.Add(LfsRules.Read(attributes.Path, answer.Text));
        }

        List<GitFile> suspects = [.. files.Where(file => file.SizeBytes is >= LfsPointer.MinBytes and < LfsPointer.MaxBytes && rules.Exists(rule => rule.Hold(file.Path)))];
        return suspects.Count > options.Value.MaxPointers
            ? (new Dictionary<string, LfsPointer>(), new("GITHUB_LFS_TOO_MANY", $"The repository keeps {suspects.Count} files in Git LFS; at most {options.Value.MaxPointers} are looked up at once. Name a folder of it."))
            : await ReadAllAsync(suspects, url, cancellationToken);
    }

    private async Task<(IReadOnlyDictionary<string, LfsPointer> Pointers, Refusal? Refusal)> ReadAllAsync(
        List<GitFile> suspects, Func<GitFile, FetchRequest> url, CancellationToken cancellationToken)
    {
        Dictionary<string, LfsPointer> pointers = [];
        foreach (GitFile[] batch in suspects.Chunk(Parallel))
        {
            SourceAnswer[] answers = await Task.WhenAll(batch.Select(file => client.AskAsync(url(file), cancellationToken)));
            for (int i = 0; i < batch.Length; i++)
            {
                if (answers[i].Refusal is { } refusal)
                    return (pointers, refusal);
                if (LfsPointer.Read(answers[i].Body.Span) is { } pointer)
                    pointers[batch[i].Path] = pointer;
            }
        }

        return (pointers, null);
    }
}

/// <summary>The lines of one <c>.gitattributes</c> that give files to Git LFS.</summary>
internal sealed class LfsRules
{
    private readonly string _folder;
    private readonly List<PathPattern> _patterns = [];

    private LfsRules(string folder) => _folder = folder;

    public static LfsRules Read(string path, string text)
    {
        LfsRules rules = new(path[..(path.LastIndexOf('/') + 1)]);
        foreach (string line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Skip(1).Contains("filter=lfs"))
                rules._patterns.Add(new(words[0].Trim('"').Replace("[[:space:]]", "?", StringComparison.Ordinal)));
        }

        return rules;
    }

    public bool Hold(string path) => path.StartsWith(_folder, StringComparison.Ordinal) && _patterns.Exists(pattern => pattern.Matches(path[_folder.Length..]));
}
