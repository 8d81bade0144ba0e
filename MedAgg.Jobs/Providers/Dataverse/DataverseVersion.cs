using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>A dataset version as the interface writes it.</summary>
internal sealed class DataverseVersion(JsonElement json, DataverseAddress address)
{
    public Resolution ToResolution()
    {
        if (json.At("files").ValueKind is not JsonValueKind.Array)
            return Resolution.Refused(SourceCodes.BadAnswer, "The Dataverse answered something that is not a dataset version.");
        List<JsonElement> listed = [.. json.Each("files")];
        List<JsonElement> open = [.. listed.Where(file => !file.Says("restricted") && !file.Says("dataFile", "restricted"))];
        int restricted = listed.Count - open.Count;
        (IReadOnlyList<PlannedFile> files, IReadOnlyList<string> unusable) = SourcePaths.Settle(open.Select(Planned).OfType<PlannedFile>());
        string version = json.Text("versionNumber") is { } major ? $"{major}.{json.Text("versionMinorNumber") ?? "0"}" : "?";
        List<string> warnings = restricted == 0
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{SourceCodes.AccessNotGranted}: {restricted} of {listed.Count} files are restricted by their owner and are left out; ask for access on the page of the dataset.")];
        return Resolution.Of(new()
        {
            Name = Field("title") ?? address.PersistentId,
            Provider = "dataverse",
            Licence = json.Text("license", "name") ?? json.Text("license") ?? Terms(),
            LicenceUrl = json.Text("license", "uri"),
            Access = open.Count == 0 && restricted > 0 ? DatasetAccess.OnRequest : DatasetAccess.Open,
            Version = version,
            Pin = address.Page + "&version=" + version,
            LandingPage = address.Page,
            Doi = SourceSites.DoiOf(address.PersistentId),
            Description = PlainText.OfHtml(Description()),
            Files = files,
            Warnings = [.. warnings, .. unusable],
        });
    }

    // Older datasets have terms of their own instead of a licence: their first words tell which.
    private string? Terms()
    {
        string? terms = PlainText.OfHtml(json.Text("termsOfUse"));
        return terms is { Length: > 200 } ? terms[..200] : terms;
    }

    private string? Field(string name) =>
        json.Each("metadataBlocks", "citation", "fields").Where(field => field.Text("typeName") == name).Select(field => field.Text("value")).FirstOrDefault();

    private string? Description() => json.Each("metadataBlocks", "citation", "fields")
        .Where(field => field.Text("typeName") == "dsDescription")
        .SelectMany(field => field.Each("value"))
        .Select(value => value.Text("dsDescriptionValue", "value"))
        .FirstOrDefault();

    private PlannedFile? Planned(JsonElement file)
    {
        JsonElement data = file.At("dataFile");
        if (data.Text("id") is not { } id || (file.Text("label") ?? data.Text("filename")) is not { } label)
            return null;
        // A table was converted on arrival, and the checksum is still that of the file as it was sent.
        bool isConverted = data.Text("originalFileFormat") is not null || data.Says("tabularData");
        string name = isConverted ? data.Text("originalFileName") ?? label : label;
        string? folder = file.Text("directoryLabel");
        return new(
            folder is null ? name : $"{folder}/{name}",
            SourceSites.Join(address.BaseUrl, "api", "access", "datafile", id) + (isConverted ? "?format=original" : ""),
            isConverted ? data.Count("originalFileSize") : data.Count("filesize"),
            Checksum.Of(data.Text("checksum", "type"), data.Text("checksum", "value")) ?? Checksum.Of("md5", data.Text("md5")));
    }
}
