using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Kaggle;

/// <summary>Describes a dataset: as one archive, which Kaggle likes better than many requests, or file by file when a part is wanted.</summary>
internal sealed class KaggleDataset(KaggleApi api)
{
    private const int PageSize = 200;

    /// <param name="isWhole">True for the archive with everything; false for single files to choose from.</param>
    public async Task<(SourcePlan? Plan, Refusal? Refusal)> DescribeAsync(KaggleAddress address, bool isWhole, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string name = $"{Uri.EscapeDataString(address.Owner)}/{Uri.EscapeDataString(address.Slug)}";
        (JsonElement about, Refusal? refusal) = await api.AskAsync($"datasets/view/{name}", $"dataset {address.Name}", credentials, cancellationToken);
        if (refusal is not null)
            return (null, refusal);
        long version = address.Version ?? about.Count("currentVersionNumber") ?? about.Count("current_version_number") ?? 1;
        (IReadOnlyList<PlannedFile> contents, refusal) = await ListAsync(address, version, credentials, cancellationToken);
        if (refusal is not null)
            return (null, refusal);
        if (contents.Count == 0)
            return (null, new(SourceCodes.Empty, $"Kaggle dataset {address.Name} has no file in version {version}."));

        string stamp = string.Create(CultureInfo.InvariantCulture, $"{address.Name}@{version}");
        string archive = string.Create(CultureInfo.InvariantCulture, $"{api.Base}/datasets/download/{name}?datasetVersionNumber={version}");
        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(contents.Select(file => file with { Stamp = stamp }));
        return (new()
        {
            Name = about.Text("title") ?? address.Name,
            Provider = "kaggle",
            Licence = about.Text("licenseName") ?? about.Text("license_name"),
            Access = DatasetAccess.Registration,
            Version = version.ToString(CultureInfo.InvariantCulture),
            Pin = $"{api.Site}/datasets/{name}/versions/{version}",
            LandingPage = $"{api.Site}/datasets/{name}",
            Description = PlainText.OfHtml(about.Text("description") ?? about.Text("subtitle")),
            // The archive is packed when it is asked for: neither its size nor its checksum is known before.
            Files = isWhole ? [new($"{address.Slug}.zip", archive, null, null) { Stamp = stamp }] : settled,
            Contents = isWhole ? settled : [],
            Warnings = odd,
        }, null);
    }

    private async Task<(IReadOnlyList<PlannedFile> Files, Refusal? Refusal)> ListAsync(KaggleAddress address, long version, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string name = $"{Uri.EscapeDataString(address.Owner)}/{Uri.EscapeDataString(address.Slug)}";
        List<PlannedFile> found = [];
        HashSet<string> tokens = [];
        string? token = "";
        while (token is not null && tokens.Add(token))
        {
            string page = token.Length == 0 ? "" : $"&pageToken={Uri.EscapeDataString(token)}";
            (JsonElement list, Refusal? refusal) = await api.AskAsync(
                string.Create(CultureInfo.InvariantCulture, $"datasets/list/{name}?datasetVersionNumber={version}&pageSize={PageSize}{page}"), $"dataset {address.Name}", credentials, cancellationToken);
            if (refusal is not null)
                return (found, refusal);
            found.AddRange(list.Each("datasetFiles").Concat(list.Each("dataset_files")).Select(file => Planned(file, name, version)).OfType<PlannedFile>());
            if (found.Count > api.MaxFiles)
                return (found, new(SourceCodes.ListingTooLong, $"Kaggle dataset {address.Name} has more than {api.MaxFiles} files."));
            token = list.Text("nextPageToken") ?? list.Text("next_page_token");
        }

        return (found, null);
    }

    private PlannedFile? Planned(JsonElement file, string name, long version) => file.Text("name") is not { } path
        ? null
        : new(
            path,
            string.Create(CultureInfo.InvariantCulture, $"{api.Base}/datasets/download/{name}/{Uri.EscapeDataString(path)}?datasetVersionNumber={version}"),
            file.Count("totalBytes") ?? file.Count("total_bytes"),
            Checksum: null);
}
