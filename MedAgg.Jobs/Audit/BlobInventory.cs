using MedAgg.Domain.Storage;
using MedAgg.Jobs.Catalog;
using Npgsql;
using NpgsqlTypes;

namespace MedAgg.Jobs.Audit;

/// <summary>Lays the blobs of the store beside the rows that use them, inside the database: memory does not grow with the store.</summary>
internal sealed class BlobInventory(IBlobStore blobs, TimeProvider clock)
{
    private const int MaxExamples = 20;

    /// <summary>Fills a temporary table of the connection with the store's blobs.</summary>
    /// <returns>Number of blobs.</returns>
    public async Task<long> TakeAsync(NpgsqlConnection connection, TimeSpan grace, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "create temporary table stored_blob (sha256 text not null, is_young boolean not null)", cancellationToken);
        long count = 0;
        await using (NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync("copy stored_blob (sha256, is_young) from stdin (format binary)", cancellationToken))
        {
            await foreach (BlobRef blob in blobs.ListAsync(cancellationToken))
            {
                await importer.StartRowAsync(cancellationToken);
                await importer.WriteAsync(blob.Sha256, NpgsqlDbType.Text, cancellationToken);
                await importer.WriteAsync(blob.StoredAt is not { } stored || clock.GetUtcNow() - stored < grace, NpgsqlDbType.Boolean, cancellationToken);
                count++;
            }

            await importer.CompleteAsync(cancellationToken);
        }

        await ExecuteAsync(connection, $"create temporary table used_blob as {BlobReferences.UsesSql}", cancellationToken);
        await ExecuteAsync(connection, "create index on stored_blob (sha256); create index on used_blob (blob); analyze stored_blob; analyze used_blob", cancellationToken);
        return count;
    }

    /// <summary>Names that rows use and the store lacks. The store is asked once more for each: it may have come since.</summary>
    public async Task<AuditCount> MissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach (string name in await NamesAsync(connection, "select blob from used_blob u where not exists (select 1 from stored_blob s where s.sha256 = u.blob) order by 1", cancellationToken))
        {
            if (!await blobs.ExistsAsync(name, cancellationToken))
                missing.Add(name);
        }

        return new(missing.Count, [.. missing.Take(MaxExamples)]);
    }

    /// <summary>Names of old blobs that no row uses.</summary>
    public static Task<List<string>> UnreferencedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        NamesAsync(connection, "select sha256 from stored_blob s where not is_young and not exists (select 1 from used_blob u where u.blob = s.sha256) order by 1", cancellationToken);

    /// <summary>A random sample of the blobs that are there, or all of them.</summary>
    public static Task<List<string>> SampleAsync(NpgsqlConnection connection, int? count, CancellationToken cancellationToken) =>
        NamesAsync(connection, count is { } limit ? FormattableString.Invariant($"select sha256 from stored_blob order by random() limit {limit}") : "select sha256 from stored_blob order by 1", cancellationToken);

    public static AuditCount Count(List<string> names) => new(names.Count, [.. names.Take(MaxExamples)]);

    private static async Task<List<string>> NamesAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> names = [];
        while (await reader.ReadAsync(cancellationToken))
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
