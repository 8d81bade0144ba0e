using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Search.Benchmark;
using MedAgg.Search.Index;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary><c>bench search</c>: the index beside Lucene in one run: build time, query times, size, and proof that the counts are exact. No database, no network.</summary>
internal static class SearchBenchCommand
{
    private const int MostCopies = 20;

    public static Command Create()
    {
        var corpus = new Option<string>("--corpus") { Description = "Records, one JSON object a line; .gz is unpacked.", HelpName = "F.jsonl[.gz]", Required = true };
        var queries = new Option<string>("--queries") { Description = "One question a line.", HelpName = "F.txt", Required = true };
        var facets = new Option<string?>("--facets") { Description = "Properties that are counted as facets, by commas.", HelpName = "a,b,…" };
        var mode = new Option<string>("--mode") { Description = "or, and: any or all of the words.", DefaultValueFactory = _ => "or,and" };
        var reference = new Option<string?>("--reference") { Description = "Another engine's best twenty: query number, total, id:score …, by tabs.", HelpName = "F.tsv" };
        var copies = new Option<int>("--copies") { Description = $"So many times the records, mixed from them; 1 to {MostCopies}. Peers run at 1 only.", DefaultValueFactory = _ => 1 };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("search", "Index and search a collection beside Lucene.") { corpus, queries, facets, mode, reference, copies, json };
        mode.Validators.Add(result =>
        {
            if (Parts(result.GetValueOrDefault<string>()).Except([SearchBench.Or, SearchBench.And]).Any())
                result.AddError("--mode is or, and, or both by a comma.");
        });
        copies.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostCopies)
                result.AddError($"--copies is 1 to {MostCopies}.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SearchBenchOrder order = new()
            {
                Corpus = Existing(parsed.GetRequiredValue(corpus)),
                Queries = Existing(parsed.GetRequiredValue(queries)),
                Facets = Parts(parsed.GetValue(facets)),
                Modes = Parts(parsed.GetValue(mode)),
                Reference = parsed.GetValue(reference) is { } path ? Existing(path) : null,
                Copies = parsed.GetValue(copies),
            };
            SearchBenchFigures figures = await MeasureAsync(order, cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(figures.ToJson(), JsonOutput.Options) : figures.ToText());
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<SearchBenchFigures> MeasureAsync(SearchBenchOrder order, CancellationToken cancellationToken)
    {
        string[] queries = await File.ReadAllLinesAsync(order.Queries, cancellationToken);
        List<IndexRecord> records = [.. BenchmarkCorpus.Read(order.Corpus, order.Facets, isFlat: true)];
        IEnumerable<IndexRecord> all = order.Copies == 1 ? records : MixedRecords.Of(records, order.Copies);
        SearchBench bench = new(order.Facets);
        SearchBenchResult ours = bench.Run(all, queries, order.Modes, cancellationToken);
        IReadOnlyList<IReadOnlyList<string>> best = bench.BestKeys(queries);
        LuceneRun lucene = order.Copies == 1
            ? await LucenePeer.RunAsync(records, queries, order.Facets, order.Modes, cancellationToken)
            : LuceneRun.NotRun($"peers run at {records.Count} records only");
        (long or, long and) = CountByHand.Sums(all, queries, cancellationToken);
        return new()
        {
            Ours = ours with
            {
                Modes = ours.Modes.ToDictionary(m => m.Key, m => m.Value with { SumByCounting = m.Key == SearchBench.And ? and : or }),
            },
            Lucene = lucene,
            OverlapWithLucene = lucene.Figures is null ? null : SearchBench.Overlap(best, lucene.Best),
            OverlapWithReference = order.Reference is null ? null : SearchBench.Overlap(best, [.. (await File.ReadAllLinesAsync(order.Reference, cancellationToken)).Select(ReferenceKeys)]),
        };
    }

    private static IReadOnlyList<string> ReferenceKeys(string line) => [.. line.Split('\t').Skip(2).Select(hit => hit.Split(':')[0])];

    private static string[] Parts(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string Existing(string path) => File.Exists(path) ? path : throw new RefusedException("PATH_NOT_FOUND", $"There is no file {path}.");
}

/// <summary>What is to be measured.</summary>
internal sealed record SearchBenchOrder
{
    public required string Corpus { get; init; }

    public required string Queries { get; init; }

    public required IReadOnlyList<string> Facets { get; init; }

    public required IReadOnlyList<string> Modes { get; init; }

    public required string? Reference { get; init; }

    public required int Copies { get; init; }
}
