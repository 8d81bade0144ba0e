using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Inspection;
using Npgsql;
using Db = NpgsqlTypes.NpgsqlDbType;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Stores a batch of inspected files and images. The unique (version, path) lets no file in twice.</summary>
internal static class FactCopy
{
    private static readonly CopyColumn<DatasetFile>[] FileColumns =
    [
        new("id", Db.Bigint, file => file.Id),
        new("version_id", Db.Bigint, file => file.VersionId),
        new("path", Db.Text, file => file.Path),
        new("role", Db.Text, file => file.Role.ToString()),
        new("kind", Db.Text, file => file.Kind),
        new("subkind", Db.Text, file => file.Subkind),
        new("sha256", Db.Text, file => file.Sha256),
        new("size_bytes", Db.Bigint, file => file.SizeBytes),
        new("place_blob", Db.Text, file => file.Place?.Blob),
        new("place_offset", Db.Bigint, file => file.Place?.Offset),
        new("place_length", Db.Bigint, file => file.Place?.Length),
        new("place_packing", Db.Text, file => file.Place?.Packing.ToString()),
        new("place_crc32", Db.Bigint, file => (long?)file.Place?.Crc32),
        new("refusal_code", Db.Text, file => file.RefusalCode),
        new("refusal_message", Db.Text, file => file.RefusalMessage),
        new("warnings", Db.Array | Db.Text, file => file.Warnings.ToArray()),
    ];

    private static readonly CopyColumn<ImageFact>[] ImageColumns =
    [
        new("version_id", Db.Bigint, image => image.VersionId),
        new("file_id", Db.Bigint, image => image.FileId),
        new("patient_key", Db.Text, image => image.PatientKey),
        new("study_key", Db.Text, image => image.StudyKey),
        new("series_key", Db.Text, image => image.SeriesKey),
        new("instance_uid", Db.Text, image => image.InstanceUid),
        new("instance_number", Db.Integer, image => image.InstanceNumber),
        new("acquisition_number", Db.Integer, image => image.AcquisitionNumber),
        new("sop_class_uid", Db.Text, image => image.SopClassUid),
        new("image_type", Db.Array | Db.Text, image => image.ImageType.ToArray()),
        new("modality", Db.Text, image => image.Modality),
        new("modality_raw", Db.Text, image => image.ModalityRaw),
        new("area", Db.Text, image => image.Area),
        new("area_raw", Db.Text, image => image.AreaRaw),
        new("laterality", Db.Text, image => image.Laterality),
        new("view", Db.Text, image => image.View),
        new("dimensionality", Db.Text, image => image.Dimensionality.ToString()),
        new("columns", Db.Integer, image => image.Columns),
        new("rows", Db.Integer, image => image.Rows),
        new("slices", Db.Integer, image => image.Slices),
        new("frames", Db.Integer, image => image.Frames),
        new("time_points", Db.Integer, image => image.TimePoints),
        new("orientation", Db.Array | Db.Double, image => image.Orientation),
        new("position_mm", Db.Array | Db.Double, image => image.PositionMm),
        new("samples_per_pixel", Db.Integer, image => image.SamplesPerPixel),
        new("bits_allocated", Db.Integer, image => image.BitsAllocated),
        new("bits_stored", Db.Integer, image => image.BitsStored),
        new("is_signed", Db.Boolean, image => image.IsSigned),
        new("photometric", Db.Text, image => image.Photometric),
        new("spacing_row_mm", Db.Double, image => image.SpacingRowMm),
        new("spacing_column_mm", Db.Double, image => image.SpacingColumnMm),
        new("spacing_slice_mm", Db.Double, image => image.SpacingSliceMm),
        new("slice_thickness_mm", Db.Double, image => image.SliceThicknessMm),
        new("sex", Db.Text, image => image.Sex),
        new("age_years", Db.Double, image => image.AgeYears),
        new("manufacturer", Db.Text, image => image.Manufacturer),
        new("model", Db.Text, image => image.Model),
        new("study_date", Db.Date, image => image.StudyDate),
        new("transfer_syntax", Db.Text, image => image.TransferSyntax),
        new("is_lossy", Db.Boolean, image => image.IsLossy),
        new("split", Db.Text, image => image.Split),
        new("labels", Db.Array | Db.Text, image => image.Labels.ToArray()),
        new("evidence_json", Db.Jsonb, image => image.EvidenceJson),
    ];

    /// <summary>Writes the batch in the transaction of the connection.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, long versionId, IReadOnlyList<InspectedFile> batch, CancellationToken cancellationToken)
    {
        long[] ids = await ReserveIdsAsync(connection, batch.Count, cancellationToken);
        await BinaryCopy.WriteAsync(connection, "dataset_file", FileColumns, batch.Select((file, index) => file.File with { Id = ids[index], VersionId = versionId }), cancellationToken);
        IEnumerable<ImageFact> images = batch
            .Select((file, index) => file.Image is null ? null : file.Image with { FileId = ids[index], VersionId = versionId })
            .OfType<ImageFact>();
        await BinaryCopy.WriteAsync(connection, "image", ImageColumns, images, cancellationToken);
    }

    private static async Task<long[]> ReserveIdsAsync(NpgsqlConnection connection, int count, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new("select nextval(pg_get_serial_sequence('dataset_file', 'id')) from generate_series(1, $1)", connection);
        command.Parameters.AddWithValue(count);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        long[] ids = new long[count];
        for (int i = 0; await reader.ReadAsync(cancellationToken); i++)
            ids[i] = reader.GetInt64(0);
        return ids;
    }
}
