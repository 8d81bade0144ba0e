using System.Text.RegularExpressions;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Providers.GoogleDrive;

/// <summary>Something that somebody shares on Google Drive.</summary>
internal sealed partial record GoogleDriveAddress(GoogleDriveKind Kind, string FileId)
{
    public static GoogleDriveAddress? Read(SourceAddress source, GoogleDriveOptions options)
    {
        if (source.Kind is not SourceKind.Url || !SourceSites.IsAt(source.Url, options.BaseUrl, options.ContentUrl, options.DocumentsUrl))
            return null;
        // Who is signed in to several accounts shares links with "u/1" in the middle.
        string[] parts = SourceSites.Parts(source.Url!) is [var app, "u", _, .. var rest] ? [app, .. rest] : SourceSites.Parts(source.Url!);
        GoogleDriveAddress? found = parts switch
        {
            ["drive", "folders", var id, ..] => new(GoogleDriveKind.Folder, id),
            ["folderview", ..] => new(GoogleDriveKind.Folder, SourceSites.Query(source.Url!, "id") ?? ""),
            ["file", "d", var id, ..] => new(GoogleDriveKind.File, id),
            ["spreadsheets", "d", var id, ..] => new(GoogleDriveKind.Sheet, id),
            ["document" or "presentation", "d", var id, ..] => new(GoogleDriveKind.Document, id),
            ["uc" or "open" or "download" or "export", ..] => new(GoogleDriveKind.File, SourceSites.Query(source.Url!, "id") ?? ""),
            _ => null,
        };
        return found is not null && IdForm().IsMatch(found.FileId) ? found : null;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{10,100}$")]
    private static partial Regex IdForm();
}

/// <summary>What is shared.</summary>
internal enum GoogleDriveKind
{
    File,
    Folder,

    /// <summary>A Google sheet, exported as a workbook.</summary>
    Sheet,

    /// <summary>A Google text or slides: no data.</summary>
    Document,
}
