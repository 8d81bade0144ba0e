using System.Globalization;
using System.Security.Cryptography;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Jobs.Audit;

/// <summary>Holds the blob store against the database, and the queue against the rows that wait for it. It reads only.</summary>
public sealed class StorageAudit
{
    private const int MaxExamples = 20;

    private readonly NpgsqlDataSource _source;
    private readonly IBlobStore _blobs;
    private readonly BlobInventory _inventory;
    private readonly LostJobs _lost;
    private readonly WorkInventory _left;
    private readonly WorkAreas _works;
    private readonly AuditOptions _options;
    private readonly TimeProvider _clock;

    internal StorageAudit(NpgsqlDataSource source, IBlobStore blobs, BlobInventory inventory, LostJobs lost, WorkInventory left, WorkAreas works, IOptions<AuditOptions> options, TimeProvider clock)
    {
        _source = source;
        _blobs = blobs;
        _inventory = inventory;
        _lost = lost;
        _left = left;
        _works = works;
        _options = options.Value;
        _clock = clock;
    }

    /// <param name="deep">Hashes every blob instead of a sample.</param>
    public async Task<AuditReport> RunAsync(bool deep, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken); // temporary tables go with it
        long count = await _inventory.TakeAsync(connection, _options.Grace, cancellationToken);
        List<string> sample = await BlobInventory.SampleAsync(connection, deep ? null : _options.SampleBlobs, cancellationToken);
        AuditReport report = new()
        {
            At = now,
            Blobs = count,
            BlobsHashed = sample.Count,
            BlobsMissing = await _inventory.MissingAsync(connection, cancellationToken),
            BlobsUnreferenced = BlobInventory.Count(await BlobInventory.UnreferencedAsync(connection, cancellationToken)),
            BlobsDamaged = await DamagedAsync(sample, cancellationToken),
            FilesHomeless = await RowsAsync(connection, HomelessSql, cancellationToken),
            ImagesAstray = await RowsAsync(connection, AstraySql, cancellationToken),
            JobsLost = await LostAsync(now, cancellationToken),
        };
        await transaction.RollbackAsync(cancellationToken);
        return report;
    }

    private const string HomelessSql =
        """
        select path from dataset_file
        where (place_blob is null and role <> 'Refused') or role not in ('Image', 'Table', 'Document', 'Other', 'Refused')
            or (place_packing = 'Stored' and place_length <> size_bytes and role <> 'Refused')
        """;

    private const string AstraySql =
        """
        select f.path from image i join dataset_file f on f.id = i.file_id where f.version_id <> i.version_id or f.role <> 'Image'
        union all select 'image ' || i.id from image i where not exists (select 1 from dataset_file f where f.id = i.file_id)
        union all select f.path from dataset_file f where f.role = 'Image' and not exists (select 1 from image i where i.file_id = f.id)
        union all select path from dataset_file group by version_id, path having count(*) > 1
        """;

    private async Task<AuditCount> DamagedAsync(List<string> sample, CancellationToken cancellationToken)
    {
        List<string> damaged = [];
        foreach (string name in sample)
        {
            try
            {
                await using Stream blob = await _blobs.OpenAsync(name, cancellationToken);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(blob, cancellationToken)) != name)
                    damaged.Add(name);
            }
            catch (FileNotFoundException)
            {
                continue; // deleted since it was listed; a blob that is needed shows as missing
            }
        }

        return BlobInventory.Count(damaged);
    }

    private async Task<AuditCount> LostAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset before = now - _options.QueueGrace;
        List<string> found = [.. (await _lost.FindAsync(before, cancellationToken)).Select(job => string.Create(CultureInfo.InvariantCulture, $"{job.Kind} {job.Id}"))];
        // A job that has just ended may still be deleting its area.
        found.AddRange((await _left.LeftAsync(cancellationToken)).Where(name => _works.ChangedAt(name) < before).Select(name => $"work {name}"));
        return new(found.Count, [.. found.Take(MaxExamples)]);
    }

    private static async Task<AuditCount> RowsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new($"select example, count(*) over () from ({sql}) found(example) limit {MaxExamples}", connection) { CommandTimeout = 0 };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> examples = [];
        long count = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            examples.Add(reader.GetString(0));
            count = reader.GetInt64(1);
        }

        return new(count, examples);
    }
}
