using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>A dataset version as the interface writes it.</summary>
/// <param name="json">The version.</param>
/// <param name="address">What of it is meant.</param>
/// <param name="today">In UTC: an embargo ends on its day.</param>
internal sealed class DataverseVersion(JsonElement json, DataverseAddress address, DateOnly today)
{
    private readonly List<JsonElement> _listed = [.. json.Each("files").Where(file => address.Wants(file.Text("dataFile", "id") ?? "", file.Text("dataFile", "persistentId")))];

    /// <summary>Numbers of the files that are not for everybody: restricted by their owner, or under an embargo.</summary>
    public IReadOnlyList<string> Closed => [.. _listed.Where(IsClosed).Select(file => file.Text("dataFile", "id")).OfType<string>()];

    /// <param name="opened">Those of <see cref="Closed"/> that the asker may have.</param>
    /// <param name="way">What may be done about the others, for the warning.</param>
    public Resolution ToResolution(IReadOnlySet<string> opened, string way)
    {
        if (json.At("files").ValueKind is not JsonValueKind.Array)
            return Resolution.Refused(SourceCodes.BadAnswer, "The Dataverse answered something that is not a dataset version.");
        if (_listed.Count == 0 && address.File is not null)
            return Resolution.Refused(SourceCodes.NotFound, $"This version of {FileNames.Clean(address.PersistentId)} has no file {FileNames.Clean(address.File)}.");
        List<JsonElement> open = [.. _listed.Where(file => !IsClosed(file) || opened.Contains(file.Text("dataFile", "id") ?? ""))];
        int closed = _listed.Count - open.Count;
        (IReadOnlyList<PlannedFile> files, IReadOnlyList<string> unusable) = SourcePaths.Settle(open.Select(Planned).OfType<PlannedFile>());
        string version = json.Text("versionNumber") is { } major ? $"{major}.{json.Text("versionMinorNumber") ?? "0"}" : "?";
        List<string> warnings = closed == 0
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{SourceCodes.AccessNotGranted}: {closed} of {_listed.Count} files are restricted by their owner or under an embargo and are left out; {way}.")];
        return Resolution.Of(new()
        {
            Name = Field("title") ?? address.PersistentId,
            Provider = "dataverse",
            Licence = json.Text("license", "name") ?? json.Text("license") ?? Terms(),
            LicenceUrl = json.Text("license", "uri"),
            Access = opened.Count > 0 ? DatasetAccess.Gated : open.Count == 0 && closed > 0 ? DatasetAccess.OnRequest : DatasetAccess.Open,
            Version = version,
            Pin = address.PinOf(version),
            LandingPage = address.Page,
            Doi = SourceSites.DoiOf(address.PersistentId),
            Description = PlainText.OfHtml(Description()),
            Files = files,
            Warnings = [.. warnings, .. unusable],
        });
    }

    private bool IsClosed(JsonElement file) =>
        file.Says("restricted") || file.Says("dataFile", "restricted")
        || (DateOnly.TryParseExact(file.Text("dataFile", "embargo", "dateAvailable"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly free) && free > today);

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
