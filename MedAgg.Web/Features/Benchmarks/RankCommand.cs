using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Search;
using MedAgg.Search.Benchmark;
using MedAgg.Search.Ranking;
using MedAgg.Web.Commands;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary><c>rank</c>: a TREC run of a test collection with the product's analysis and weights, and its nDCG@10 where judgements are given. No database, no network.</summary>
internal static class RankCommand
{
    public static Command Create()
    {
        var corpus = new Option<string>("--corpus") { Description = "Records, one JSON object a line (id, title, text, tags); .gz is unpacked.", HelpName = "F.jsonl", Required = true };
        var queries = new Option<string>("--queries") { Description = "Lines of query id, tab, question.", HelpName = "F.tsv", Required = true };
        var run = new Option<string>("--out") { Description = "The run that is written: the best 100 of each query.", HelpName = "RUN", Required = true };
        var judgements = new Option<string?>("--qrels") { Description = "Lines of query id, 0, record id, grade, by tabs; prints nDCG@10 of all, even and odd queries.", HelpName = "F.tsv" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("rank", "Rank a test collection and write a TREC run.") { corpus, queries, run, judgements, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string corpusPath = Existing(parsed.GetRequiredValue(corpus));
            string queriesPath = Existing(parsed.GetRequiredValue(queries));
            RankRun ranking = new(Ranking());
            ranking.Index(BenchmarkCorpus.Read(corpusPath, [], isFlat: false));
            string[] questions = await File.ReadAllLinesAsync(queriesPath, cancellationToken);
            string[] lines = [.. ranking.Lines(questions)];
            await File.WriteAllLinesAsync(parsed.GetRequiredValue(run), lines, cancellationToken);
            if (parsed.GetValue(judgements) is not { } judged)
                return ExitCode.Done;
            RankQuality quality = RankQuality.Of(lines, questions, await File.ReadAllLinesAsync(Existing(judged), cancellationToken));
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(quality, JsonOutput.Options) : Text(quality));
            return ExitCode.Done;
        });
        return command;
    }

    // The weights that the page ranks with, as they are configured here.
    private static RankingOptions Ranking()
    {
        using ServiceProvider services = new ServiceCollection().AddSingleton(CommandConfiguration.Read()).AddMedAggSearch().BuildServiceProvider();
        return services.GetRequiredService<IOptions<RankingOptions>>().Value;
    }

    private static string Existing(string path) => File.Exists(path) ? path : throw new RefusedException("PATH_NOT_FOUND", $"There is no file {path}.");

    private static string Text(RankQuality quality) => string.Create(
        CultureInfo.InvariantCulture,
        $"nDCG@10 {quality.NdcgAt10:F4} over {quality.Queries} queries; even-numbered (tuned on) {quality.NdcgAt10Even:F4}, odd-numbered (not seen) {quality.NdcgAt10Odd:F4}");
}
