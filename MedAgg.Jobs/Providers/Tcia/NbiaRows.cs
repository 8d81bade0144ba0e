using System.Globalization;
using System.Text.Json;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Reads the series lists of NBIA. Names of fields changed from v1 to v4 and once more for the metadata tables (<c>Series UID</c>, <c>Subject ID</c>);
/// absent fields are simply left out of a JSON object, so every one is optional. Rows without a series UID are no rows.
/// </summary>
internal static class NbiaRows
{
    public static SeriesRow? Read(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object)
            return null;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (JsonProperty field in item.EnumerateObject())
        {
            if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                fields.TryAdd(Plain(field.Name), field.Value.ToString());
        }

        return Of(name => fields.GetValueOrDefault(name));
    }

    public static IEnumerable<SeriesRow> Read(LabelTable table)
    {
        Dictionary<string, int> columns = new(StringComparer.Ordinal);
        for (int i = 0; i < table.Header.Count; i++)
            columns.TryAdd(Plain(table.Header[i]), i);
        return table.Rows
            .Select(row => Of(name => columns.TryGetValue(name, out int at) && at < row.Length ? row[at] : null))
            .OfType<SeriesRow>();
    }

    private static SeriesRow? Of(Func<string, string?> field)
    {
        string? First(params string[] names) => names.Select(field).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
        if (First("seriesinstanceuid", "seriesuid") is not { } uid || !DicomUid.Is(uid))
            return null;
        return new()
        {
            SeriesUid = uid,
            StudyUid = First("studyinstanceuid", "studyuid") ?? "",
            PatientId = First("patientid", "subjectid") ?? "",
            Collection = First("collection") ?? "",
            Modality = First("modality") ?? "",
            Description = First("seriesdescription") ?? "",
            Images = Number(First("imagecount", "numberofimages")) is { } images and <= int.MaxValue ? (int)images : null,
            SizeBytes = Number(First("filesize", "totalsizeinbytes")),
            Licence = First("licensename"),
            LicenceUrl = First("licenseuri", "licenseurl"),
            Released = First("datereleased", "maxsubmissiontimestamp", "timestamp"),
        };
    }

    // Sizes come as 8781432, "8781432" and, in tables, "8.78 MB"; only plain bytes are exact enough to be believed.
    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string Plain(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
