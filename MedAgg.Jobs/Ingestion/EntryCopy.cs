using MedAgg.Domain.Ingestion;
using Npgsql;
using Db = NpgsqlTypes.NpgsqlDbType;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Stores what unpacking found.</summary>
internal static class EntryCopy
{
    private static readonly CopyColumn<SourceEntry>[] Columns =
    [
        new("ingestion_id", Db.Bigint, entry => entry.IngestionId),
        new("artefact_id", Db.Bigint, entry => entry.ArtefactId),
        new("path", Db.Text, entry => entry.Path),
        new("size_bytes", Db.Bigint, entry => entry.SizeBytes),
        new("place_blob", Db.Text, entry => entry.Place?.Blob),
        new("place_offset", Db.Bigint, entry => entry.Place?.Offset),
        new("place_length", Db.Bigint, entry => entry.Place?.Length),
        new("place_packing", Db.Text, entry => entry.Place?.Packing.ToString()),
        new("place_crc32", Db.Bigint, entry => (long?)entry.Place?.Crc32),
        new("refusal_code", Db.Text, entry => entry.RefusalCode),
        new("refusal_message", Db.Text, entry => entry.RefusalMessage),
    ];

    /// <summary>Replaces the entries of some artefacts, in the transaction of the connection.</summary>
    public static async Task ReplaceAsync(NpgsqlConnection connection, long[] artefactIds, IEnumerable<SourceEntry> entries, CancellationToken cancellationToken)
    {
        await using (NpgsqlCommand delete = new("delete from source_entry where artefact_id = any($1)", connection))
        {
            delete.Parameters.AddWithValue(artefactIds);
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        await BinaryCopy.WriteAsync(connection, "source_entry", Columns, entries, cancellationToken);
    }
}
