using System.Text.Json;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Reads the rows of IDC's cohort manifest (columns of its <c>index</c> table).</summary>
internal static class IdcRows
{
    private const double BytesInMegabyte = 1_000_000;

    // Sizes are rounded to two decimals: the upper end counts, so that a budget is never exceeded.
    private const double RoundedBytes = 5_000;

    public static SeriesRow? Read(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object || Text(item, "SeriesInstanceUID") is not { } uid || !DicomUid.Is(uid))
            return null;
        return new()
        {
            SeriesUid = uid,
            StudyUid = Text(item, "StudyInstanceUID") ?? "",
            PatientId = Text(item, "PatientID") ?? "",
            Collection = Text(item, "collection_id") ?? "",
            Modality = Text(item, "Modality") ?? "",
            Description = Text(item, "SeriesDescription") ?? "",
            Images = item.TryGetProperty("instanceCount", out JsonElement count) && count.ValueKind is JsonValueKind.Number && count.TryGetInt32(out int images) ? images : null,
            SizeBytes = item.TryGetProperty("series_size_MB", out JsonElement size) && size.ValueKind is JsonValueKind.Number ? (long)Math.Round((size.GetDouble() * BytesInMegabyte) + RoundedBytes) : null,
            Licence = Text(item, "license_short_name"),
            Idc = Text(item, "series_aws_url") is { } address && IdcPlace.Parse(address) is { } place ? place
                : Text(item, "aws_bucket") is { } bucket && Text(item, "crdc_series_uuid") is { } folder ? IdcPlace.Parse($"s3://{bucket}/{folder}/") : null,
        };
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString()!.Trim() : null;
}
