using Npgsql;
using NpgsqlTypes;

namespace MedAgg.Jobs.Ingestion;

/// <summary>One column of a binary COPY.</summary>
/// <param name="Name">Column name in the table.</param>
/// <param name="Type">PostgreSQL type.</param>
/// <param name="Value">Reads the value from a row; null writes NULL.</param>
internal sealed record CopyColumn<T>(string Name, NpgsqlDbType Type, Func<T, object?> Value);

/// <summary>Writes rows by binary COPY.</summary>
internal static class BinaryCopy
{
    public static async Task WriteAsync<T>(
        NpgsqlConnection connection, string table, IReadOnlyList<CopyColumn<T>> columns, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        string names = string.Join(", ", columns.Select(column => column.Name));
        await using NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync($"copy {table} ({names}) from stdin (format binary)", cancellationToken);
        foreach (T row in rows)
        {
            await importer.StartRowAsync(cancellationToken);
            foreach (CopyColumn<T> column in columns)
            {
                if (column.Value(row) is { } value)
                    await importer.WriteAsync(value, column.Type, cancellationToken);
                else
                    await importer.WriteNullAsync(cancellationToken);
            }
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
