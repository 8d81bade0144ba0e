using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Providers.Zenodo;

/// <summary>A record of Zenodo, and the one file of it that the address names.</summary>
/// <param name="RecordId">Id of a version, or of the concept, which stands for the newest version.</param>
/// <param name="File">Key of a file; null for all.</param>
internal sealed partial record ZenodoAddress(string RecordId, string? File)
{
    /// <summary>Reads a page, a file, an API address or a DOI; null when it is none of Zenodo's.</summary>
    public static ZenodoAddress? Read(SourceAddress source, ZenodoOptions options)
    {
        if (source.Doi is { } doi)
            return DoiForm().Match(doi) is { Success: true } match ? new(match.Groups[1].Value, null) : null;
        if (!SourceSites.IsAt(source.Url, options.BaseUrl))
            return null;
        string[] parts = SourceSites.Parts(source.Url!);
        if (parts is ["api", ..])
            parts = parts[1..];
        return parts switch
        {
            ["doi", "10.5281", var name, ..] when DoiForm().Match("10.5281/" + name) is { Success: true } match => new(match.Groups[1].Value, null),
            ["record" or "records", var id, "files", .. var file] when IsId(id) && file.Length > 0 => new(id, FileOf(file)),
            ["record" or "records", var id, ..] when IsId(id) => new(id, null),
            _ => null,
        };
    }

    private static bool IsId(string text) => text.Length is > 0 and <= 12 && text.All(char.IsAsciiDigit);

    // The API writes …/files/KEY/content.
    private static string FileOf(string[] parts) => string.Join('/', parts is [.. var key, "content"] && key.Length > 0 ? key : parts);

    [GeneratedRegex(@"^10\.5281/zenodo\.(\d{1,12})$")]
    private static partial Regex DoiForm();
}
