using MedAgg.Domain.Inspection;
using Npgsql;
using Db = NpgsqlTypes.NpgsqlDbType;

namespace MedAgg.Jobs.Ingestion;

/// <summary>What is known of an image only when all files are read.</summary>
internal sealed record ImageUpdate(long FileId, ImageFact Image)
{
    private static readonly CopyColumn<ImageUpdate>[] Columns =
    [
        new("file_id", Db.Bigint, update => update.FileId),
        new("dimensionality", Db.Text, update => update.Image.Dimensionality.ToString()),
        new("labels", Db.Array | Db.Text, update => update.Image.Labels.ToArray()),
        new("split", Db.Text, update => update.Image.Split),
        new("patient_key", Db.Text, update => update.Image.PatientKey),
        new("sex", Db.Text, update => update.Image.Sex),
        new("age_years", Db.Double, update => update.Image.AgeYears),
        new("laterality", Db.Text, update => update.Image.Laterality),
        new("view", Db.Text, update => update.Image.View),
        new("evidence_json", Db.Jsonb, update => update.Image.EvidenceJson),
    ];

    /// <summary>Makes the table that collects updates until the transaction ends.</summary>
    public static Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        """
        create temporary table image_update (file_id bigint primary key, dimensionality text not null, labels text[] not null, split text, patient_key text,
            sex text, age_years double precision, laterality text, view text, evidence_json jsonb) on commit drop
        """,
        cancellationToken);

    public static Task CollectAsync(NpgsqlConnection connection, IEnumerable<ImageUpdate> updates, CancellationToken cancellationToken) =>
        BinaryCopy.WriteAsync(connection, "image_update", Columns, updates, cancellationToken);

    public static Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        """
        update image set dimensionality = u.dimensionality, labels = u.labels, split = u.split, patient_key = u.patient_key, sex = u.sex, age_years = u.age_years,
            laterality = u.laterality, view = u.view, evidence_json = u.evidence_json
        from image_update u where image.file_id = u.file_id
        """,
        cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
