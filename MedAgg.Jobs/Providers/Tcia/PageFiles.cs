using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>What lies beside the images: label sheets, documents, segmentations. Files that moved are left out with a word, because one lost document must not sink a collection.</summary>
internal sealed class PageFiles(SourceProbe probe)
{
    private const string Folder = "page";
    private static readonly string[] Small = [".xlsx", ".xls", ".csv", ".tsv", ".txt", ".json", ".xml", ".pdf", ".docx"];

    /// <param name="found">The collection.</param>
    /// <param name="isPart">Whether only a part of the images is wanted: then archives beside them, which are for all, are left out.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public async Task<(IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Warnings)> ListAsync(FoundSeries found, bool isPart, CancellationToken cancellationToken)
    {
        List<PlannedFile> files = [];
        List<string> warnings = [];
        foreach (string address in (found.Page?.Files ?? []).Concat(found.Addresses).Distinct(StringComparer.Ordinal))
        {
            string name = TableFetcher.NameOf(address);
            if (isPart && !Small.Contains(Path.GetExtension(name).ToLowerInvariant()))
            {
                warnings.Add($"PAGE_FILE_LEFT_OUT: '{name}' belongs to the whole collection and is left out of a part of it.");
                continue;
            }

            ProbedFile probed = await probe.ProbeAsync(address, credentials: null, cancellationToken);
            if (probed.Refusal is { } refusal)
                warnings.Add($"PAGE_FILE_MISSING: '{name}' is named on the page and is not to be had: {refusal.Message}");
            else
                files.Add(new($"{Folder}/{name}", address, probed.SizeBytes, Checksum: null));
        }

        foreach (string address in found.Page?.Manual ?? [])
            warnings.Add($"PAGE_FILE_MANUAL: {address} is a package that only IBM Aspera fetches; fetch it by hand and add it as a file.");
        return (files, warnings);
    }
}
