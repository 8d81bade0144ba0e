using System.Globalization;
using MedAgg.Search.Benchmark;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>What <c>bench search</c> prints.</summary>
internal sealed record SearchBenchFigures
{
    public required SearchBenchResult Ours { get; init; }

    public required LuceneRun Lucene { get; init; }

    /// <summary>Part of Lucene's best twenty that are among ours, over all queries; null when it did not run.</summary>
    public required double? OverlapWithLucene { get; init; }

    /// <summary>The same for the reference file; null when none was given.</summary>
    public required double? OverlapWithReference { get; init; }

    /// <summary>Modes stand beside the other keys, as the contract has them.</summary>
    public IReadOnlyDictionary<string, object?> ToJson()
    {
        Dictionary<string, object?> json = new()
        {
            ["records"] = Ours.Records,
            ["queries"] = Ours.Queries,
            ["index_seconds"] = Ours.IndexSeconds,
            ["index_cpu_seconds"] = Ours.IndexCpuSeconds,
            ["index_bytes"] = Ours.IndexBytes,
            ["bytes_per_record"] = BytesPerRecord,
            ["change_visible_ms"] = Ours.ChangeVisibleMs,
        };
        AddModes(json, Ours.Modes);
        if (OverlapWithLucene is { } lucene)
            json["overlap_at_20_with_lucene"] = Math.Round(lucene, 4);
        if (OverlapWithReference is { } reference)
            json["overlap_at_20_with_reference"] = Math.Round(reference, 4);
        json["peers"] = Lucene.Figures is { } peer ? new Dictionary<string, object?> { [LucenePeer.Name] = ToJson(peer) } : [];
        json[Lucene.Figures is null ? "peers_absent" : "ratios_to_lucene"] = Lucene.Figures is null ? new Dictionary<string, string?> { [LucenePeer.Name] = Lucene.Problem } : Ratios();
        return json;
    }

    public string ToText()
    {
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Ours.Records} records, {Ours.Queries} queries; {BytesPerRecord:F0} bytes a record; built in {Ours.IndexCpuSeconds:F2} s; a change is visible after {Ours.ChangeVisibleMs.P50:F1} ms (slowest of 21: {Ours.ChangeVisibleMs.Max:F1})"),
            .. Ours.Modes.Select(mode => Line("MedAgg " + mode.Key, mode.Value)),
        ];
        if (Lucene.Figures is { } peer)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Lucene {peer.Version} built in {peer.IndexCpuSeconds:F2} s"));
            lines.AddRange(peer.Modes.Select(mode => Line("Lucene " + mode.Key, mode.Value)));
            lines.Add("ratios to Lucene by processor time: " + string.Join(", ", Ratios().Select(ratio => string.Create(CultureInfo.InvariantCulture, $"{ratio.Key} {ratio.Value:F2}"))));
        }
        else
        {
            lines.Add($"Lucene did not run: {Lucene.Problem}.");
        }

        if (OverlapWithLucene is { } live)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"best 20 shared with Lucene: {live:P1}"));
        if (OverlapWithReference is { } reference)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"best 20 shared with the reference: {reference:P1}"));
        return string.Join(Environment.NewLine, lines);
    }

    private double BytesPerRecord => Ours.Records == 0 ? 0 : Math.Round((double)Ours.IndexBytes / Ours.Records, 1);

    private static Dictionary<string, object?> ToJson(LuceneFigures peer)
    {
        Dictionary<string, object?> json = new()
        {
            ["version"] = peer.Version,
            ["index_seconds"] = peer.IndexSeconds,
            ["index_cpu_seconds"] = peer.IndexCpuSeconds,
            ["index_bytes"] = peer.IndexBytes,
        };
        AddModes(json, peer.Modes);
        return json;
    }

    private static void AddModes(Dictionary<string, object?> json, IReadOnlyDictionary<string, SearchBenchMode> modes)
    {
        foreach ((string name, SearchBenchMode mode) in modes)
            json[name] = mode;
    }

    /// <summary>Our processor time divided by Lucene's.</summary>
    private Dictionary<string, double> Ratios()
    {
        Dictionary<string, double> ratios = new() { ["index"] = Ratio(Ours.IndexCpuSeconds, Lucene.Figures!.IndexCpuSeconds) };
        foreach ((string name, SearchBenchMode mode) in Ours.Modes)
        {
            if (!Lucene.Figures.Modes.TryGetValue(name, out SearchBenchMode? theirs))
                continue;
            ratios[name + "_p50"] = Ratio(mode.CpuUs.P50, theirs.CpuUs.P50);
            ratios[name + "_p99"] = Ratio(mode.CpuUs.P99, theirs.CpuUs.P99);
        }

        return ratios;
    }

    private static double Ratio(double ours, double theirs) => Math.Round(ours / theirs, 3);

    private static string Line(string name, SearchBenchMode mode)
    {
        string counted = mode.SumByCounting is { } byHand ? byHand == mode.SumOfHits ? ", as counted by hand" : string.Create(CultureInfo.InvariantCulture, $", by hand {byHand}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name,-18} cpu µs p50 {mode.CpuUs.P50,7:F0} p90 {mode.CpuUs.P90,7:F0} p99 {mode.CpuUs.P99,7:F0}; wall p50 {mode.WallUs.P50,7:F0} p99 {mode.WallUs.P99,7:F0}; {mode.SumOfHits} hits{counted}");
    }
}
