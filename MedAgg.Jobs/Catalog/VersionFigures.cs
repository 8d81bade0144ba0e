using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Catalog;
using Npgsql;

namespace MedAgg.Jobs.Catalog;

/// <summary>Counts of a version and the hash of its manifest, computed by the database from the rows.</summary>
internal static class VersionFigures
{
    /// <summary>Stands in the manifest for the hash of a file whose bytes could not be had.</summary>
    private const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    public static async Task<VersionCounts> CountAsync(NpgsqlConnection connection, long versionId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(
            """
            select f.*, i.* from
              (select count(*), count(*) filter (where role = 'Image'), count(*) filter (where role = 'Table'), count(*) filter (where role = 'Document'),
                      count(*) filter (where role = 'Other'), count(*) filter (where role = 'Refused'), coalesce(sum(size_bytes), 0)::bigint
               from dataset_file where version_id = $1) f,
              (select count(distinct patient_key), count(distinct study_key), count(distinct series_key) from image where version_id = $1) i
            """,
            connection);
        command.Parameters.AddWithValue(versionId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new()
        {
            Files = reader.GetInt64(0),
            Images = reader.GetInt64(1),
            Tables = reader.GetInt64(2),
            Documents = reader.GetInt64(3),
            Others = reader.GetInt64(4),
            Refusals = reader.GetInt64(5),
            Bytes = reader.GetInt64(6),
            Patients = reader.GetInt64(7),
            Studies = reader.GetInt64(8),
            Series = reader.GetInt64(9),
        };
    }

    /// <summary>SHA-256 over the lines <c>sha256␠␠path\n</c>, paths in the order of their UTF-8 bytes.</summary>
    public static async Task<string> ManifestSha256Async(NpgsqlConnection connection, long versionId, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using NpgsqlCommand command = new("""select sha256, path from dataset_file where version_id = $1 order by path collate "C" """, connection);
        command.Parameters.AddWithValue(versionId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            string sha256 = await reader.IsDBNullAsync(0, cancellationToken) ? NoHash : reader.GetString(0);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sha256}  {reader.GetString(1)}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
