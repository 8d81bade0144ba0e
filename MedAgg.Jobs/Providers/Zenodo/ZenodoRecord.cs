using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Zenodo;

/// <summary>
/// A record as the API writes it. Two shapes are about: files with <c>key</c> and <c>md5:hex</c>, and, since October 2023 in places,
/// files with <c>filename</c>, a bare hash and links that are dead.
/// </summary>
internal sealed class ZenodoRecord(JsonElement json, string baseUrl)
{
    public Resolution ToResolution(ZenodoAddress address)
    {
        if (json.Text("id") is not { } id)
            return Resolution.Refused(SourceCodes.BadAnswer, "Zenodo answered something that is not a record.");
        JsonElement about = json.At("metadata");
        string right = about.Text("access_right") ?? "open";
        List<JsonElement> listed = [.. json.Each("files")];
        bool isWithheld = listed.Count == 0 && right != "open";
        (IReadOnlyList<PlannedFile> files, IReadOnlyList<string> warnings) = SourcePaths.Settle(listed.Select(file => Planned(file, id)).OfType<PlannedFile>());
        if (!isWithheld && address.File is { } wanted)
        {
            files = [.. files.Where(file => file.Path == SourcePaths.Tidy(wanted))];
            if (files.Count == 0)
                return Resolution.Refused(SourceCodes.NotFound, $"Zenodo record {id} has no file '{FileNames.Clean(wanted)}'.");
        }

        return Resolution.Of(new()
        {
            Name = about.Text("title") ?? json.Text("title") ?? $"Zenodo {id}",
            Provider = "zenodo",
            Licence = about.Text("license", "id") ?? about.Text("license") ?? about.Each("rights").Select(r => r.Text("id")).FirstOrDefault(),
            LicenceUrl = about.Text("license", "url"),
            IsWithheld = isWithheld,
            Access = right switch
            {
                _ when isWithheld => DatasetAccess.OnRequest,
                "open" => DatasetAccess.Open,
                "restricted" => DatasetAccess.Registration, // its files are listed: access was granted to this account
                _ => DatasetAccess.Unknown,
            },
            Version = about.Text("version") ?? about.Text("publication_date") ?? id,
            Pin = SourceSites.Join(baseUrl, "records", id),
            LandingPage = SourceSites.Join(baseUrl, "records", id),
            Doi = json.Text("doi") ?? about.Text("doi"),
            Description = PlainText.OfHtml(about.Text("description")),
            Files = files,
            Warnings = isWithheld ? [$"{SourceCodes.AccessNotGranted}: The files of Zenodo record {id} are {FileNames.Clean(right)}: ask for access on its page, then store a token for that account."] : warnings,
        });
    }

    // The address is built and not taken from the answer: links of one of the two shapes are dead.
    private PlannedFile? Planned(JsonElement file, string id) => (file.Text("key") ?? file.Text("filename")) is not { } key
        ? null
        : new(key, SourceSites.Join(baseUrl, "records", id, "files") + "/" + SourceSites.EscapePath(key) + "?download=1", file.Count("size") ?? file.Count("filesize"), Checksum.Of(file.Text("checksum")));
}
