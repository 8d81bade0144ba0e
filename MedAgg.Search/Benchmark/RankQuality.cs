using System.Globalization;
using MedAgg.Domain.Refusals;

namespace MedAgg.Search.Benchmark;

/// <summary>
/// nDCG@10 of a run as trec_eval computes it: gain is the grade, discount is log2(rank + 1), ties go to the greater record id. Only queries with a judged
/// record count. Queries are numbered from 1 in the order of their file; weights were tuned on those with an even number.
/// </summary>
/// <param name="Queries">Judged queries.</param>
/// <param name="NdcgAt10">Mean over all.</param>
/// <param name="NdcgAt10Even">Mean over those with an even number.</param>
/// <param name="NdcgAt10Odd">Mean over those with an odd number.</param>
public sealed record RankQuality(int Queries, double NdcgAt10, double NdcgAt10Even, double NdcgAt10Odd)
{
    private const int Depth = 10;

    /// <param name="run">Lines as <see cref="RankRun.Lines"/> gives them.</param>
    /// <param name="queries">Lines <c>query⇥question</c>.</param>
    /// <param name="judgements">Lines <c>query⇥0⇥record⇥grade</c>.</param>
    /// <exception cref="RefusedException">A judgement is not of that form.</exception>
    public static RankQuality Of(IEnumerable<string> run, IEnumerable<string> queries, IEnumerable<string> judgements)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Dictionary<string, List<string>> ranked = Ranked(run);
        Dictionary<string, Dictionary<string, int>> judged = Judged(judgements);
        List<double> even = [];
        List<double> odd = [];
        int number = 0;
        foreach (string query in queries.Select(line => line.Split('\t')[0]))
        {
            number++;
            if (!judged.TryGetValue(query, out Dictionary<string, int>? grades) || grades.Values.Max() <= 0) continue;
            (number % 2 == 0 ? even : odd).Add(Ndcg(ranked.GetValueOrDefault(query) ?? [], grades));
        }

        return new RankQuality(even.Count + odd.Count, Mean([.. even, .. odd]), Mean(even), Mean(odd));
    }

    private static Dictionary<string, List<string>> Ranked(IEnumerable<string> run) => run
        .Select(line => line.Split(' '))
        .GroupBy(parts => parts[0], parts => (Record: parts[2], Score: double.Parse(parts[4], CultureInfo.InvariantCulture)))
        .ToDictionary(group => group.Key, group => group.OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Record, StringComparer.Ordinal).Select(hit => hit.Record).ToList());

    private static Dictionary<string, Dictionary<string, int>> Judged(IEnumerable<string> judgements)
    {
        Dictionary<string, Dictionary<string, int>> judged = [];
        int number = 0;
        foreach (string line in judgements)
        {
            number++;
            string[] parts = line.Split('\t');
            if (parts.Length < 4 || !int.TryParse(parts[3], CultureInfo.InvariantCulture, out int grade))
                throw new RefusedException("JUDGEMENTS_INVALID", $"Line {number} of the judgements is not query, 0, record, grade parted by tabs.");
            if (!judged.TryGetValue(parts[0], out Dictionary<string, int>? grades)) judged[parts[0]] = grades = [];
            grades[parts[2]] = grade;
        }

        return judged;
    }

    private static double Ndcg(List<string> ranked, Dictionary<string, int> grades)
    {
        double gained = ranked.Take(Depth).Select((record, i) => Math.Max(0, grades.GetValueOrDefault(record)) / Math.Log2(i + 2)).Sum();
        double ideal = grades.Values.Where(grade => grade > 0).OrderDescending().Take(Depth).Select((grade, i) => grade / Math.Log2(i + 2)).Sum();
        return gained / ideal;
    }

    private static double Mean(List<double> values) => values.Count == 0 ? 0 : values.Average();
}
