namespace MedAgg.Search.Benchmark;

/// <summary>Figures of one mode over all queries.</summary>
/// <param name="SumOfHits">Exact totals summed over one pass of the queries.</param>
/// <param name="WallUs">Wall time a query, microseconds, three passes.</param>
/// <param name="CpuUs">CPU time of the searching thread a query, microseconds, three passes.</param>
public sealed record SearchBenchMode(long SumOfHits, Percentiles WallUs, Percentiles CpuUs)
{
    /// <summary>The same sum, counted record by record without an index; null where nobody counted.</summary>
    public long? SumByCounting { get; init; }
}

/// <param name="Records">Records indexed.</param>
/// <param name="Queries">Queries of one pass.</param>
/// <param name="IndexSeconds">Analysis and indexing, reading the file aside, one thread, the second time (warm).</param>
/// <param name="IndexCpuSeconds">CPU time of the indexing thread for the same.</param>
/// <param name="IndexBytes">Bytes that the index holds in memory, keys aside.</param>
/// <param name="ChangeVisibleMs">Milliseconds from the change of one record until a search has found it, of 21 changes.</param>
/// <param name="Modes">By mode: <c>or</c>, <c>and</c>, and <c>or_facets</c> when facets were named.</param>
public sealed record SearchBenchResult(
    int Records, int Queries, double IndexSeconds, double IndexCpuSeconds, long IndexBytes, ChangeTimes ChangeVisibleMs, IReadOnlyDictionary<string, SearchBenchMode> Modes);

/// <param name="P50">Median.</param>
/// <param name="Max">The slowest.</param>
public sealed record ChangeTimes(double P50, double Max);
