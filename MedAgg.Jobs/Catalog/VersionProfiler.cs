using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Inspection;
using Npgsql;

namespace MedAgg.Jobs.Catalog;

/// <summary>Measures a version: images by every facet that dashboards and recipes know, files by kind, refusals by code.</summary>
internal sealed class VersionProfiler(TimeProvider clock)
{
    private const int MaxValues = 200;

    // Facet name → SQL of its value. Ages are bins of five years, 90 and more together (chart 12).
    private static readonly (string Name, string Sql)[] Facets =
    [
        ("modality", "modality"),
        ("area", "area"),
        ("dimensionality", DimensionSql()),
        ("laterality", "laterality"),
        ("view", "view"),
        ("split", "split"),
        ("sex", "sex"),
        ("age", "case when age_years >= 90 then '90+' else (floor(age_years / 5) * 5)::int || '–' || (floor(age_years / 5) * 5 + 4)::int end"),
        ("manufacturer", "manufacturer"),
        ("model", "model"),
        ("size", "columns || '×' || rows"),
        ("bits", "bits_stored::text"),
        ("photometric", "photometric"),
        ("transfer_syntax", "transfer_syntax"),
        ("lossy", "is_lossy::text"),
    ];

    private static string DimensionSql() =>
        $"case dimensionality {string.Join(' ', Enum.GetValues<Dimensionality>().Where(kind => kind is not Dimensionality.Unknown).Select(kind => $"when '{kind}' then '{Dimensions.Name(kind)}'"))} end";

    public async Task<VersionProfile> MeasureAsync(NpgsqlConnection connection, long versionId, CancellationToken cancellationToken)
    {
        List<ProfileFacet> facets = [];
        foreach ((string name, string sql) in Facets)
            facets.Add(await FacetAsync(connection, versionId, name, $"select {sql} as value, patient_key from image where version_id = $1", cancellationToken));
        facets.Add(await FacetAsync(
            connection, versionId, "label", "select unnest(case when labels = '{}' then array[null] else labels end) as value, patient_key from image where version_id = $1", cancellationToken));
        return new()
        {
            ComputedAt = clock.GetUtcNow(),
            Facets = facets,
            FileKinds = (await FacetAsync(connection, versionId, "kind", "select kind as value, null::text as patient_key from dataset_file where version_id = $1", cancellationToken)).Values,
            Refusals = await RefusalsAsync(connection, versionId, cancellationToken),
            Size = await SizeAsync(connection, versionId, cancellationToken),
        };
    }

    private static async Task<ProfileFacet> FacetAsync(NpgsqlConnection connection, long versionId, string name, string rows, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(
            $"""
            select value, count(*), count(distinct patient_key), count(*) over ()
            from ({rows}) facet group by value order by count(*) desc, value collate "C" limit {MaxValues}
            """,
            connection);
        command.Parameters.AddWithValue(versionId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ProfileValue> values = [];
        long distinct = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(new(await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
            distinct = reader.GetInt64(3);
        }

        return new(name, values, distinct);
    }

    private static async Task<IReadOnlyList<ProfileRefusal>> RefusalsAsync(NpgsqlConnection connection, long versionId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(
            """
            select coalesce(refusal_code, 'UNKNOWN'), count(*), min(path collate "C") from dataset_file
            where version_id = $1 and role = 'Refused' group by 1 order by 2 desc, 1
            """,
            connection);
        command.Parameters.AddWithValue(versionId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ProfileRefusal> refusals = [];
        while (await reader.ReadAsync(cancellationToken))
            refusals.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        return refusals;
    }

    private static async Task<ProfileSize?> SizeAsync(NpgsqlConnection connection, long versionId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(
            """
            select min(columns), percentile_disc(0.5) within group (order by columns), max(columns),
                   min(rows), percentile_disc(0.5) within group (order by rows), max(rows)
            from image where version_id = $1 and columns is not null and rows is not null
            """,
            connection);
        command.Parameters.AddWithValue(versionId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
            ? new(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5))
            : null;
    }
}
