using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Metrics;

/// <summary>Scores of one engine on one part, with the truth beside them: what every metric starts from, whatever engine made the scores.</summary>
public sealed class Predictions
{
    private readonly double[] _scores;
    private readonly bool[] _positive;
    private readonly int[] _groups;

    private Predictions(double[] scores, bool[] positive, int[] groups, bool groupsKnown)
    {
        _scores = scores;
        _positive = positive;
        _groups = groups;
        GroupsAreKnown = groupsKnown;
        Positives = positive.Count(p => p);
        Groups = groups.Distinct().Count();
    }

    /// <summary>How many cases there are.</summary>
    public int Count => _scores.Length;

    /// <summary>Cases of the positive class.</summary>
    public int Positives { get; }

    /// <summary>Cases of the negative class.</summary>
    public int Negatives => Count - Positives;

    /// <summary>Share of positives, 0 … 1; null when there are no cases.</summary>
    public double? Prevalence => Count == 0 ? null : (double)Positives / Count;

    /// <summary>How many patients the cases come from; equals <see cref="Count"/> where patients are unknown.</summary>
    public int Groups { get; }

    /// <summary>False when nothing told which cases share a patient: intervals then treat every case as its own patient, and a report must say so.</summary>
    public bool GroupsAreKnown { get; }

    /// <summary>True when both classes are there, so that ranking metrics exist.</summary>
    public bool HasBothClasses => Positives > 0 && Negatives > 0;

    /// <summary>Higher means more positive. Logits or probabilities; finite.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The truth per case.</summary>
    public ReadOnlySpan<bool> Positive => _positive;

    /// <summary>A dense patient number per case, in order of first appearance.</summary>
    public ReadOnlySpan<int> GroupOf => _groups;

    /// <summary>Checks and keeps a copy of scores and truth.</summary>
    /// <param name="scores">One finite score per case.</param>
    /// <param name="positive">One truth per case.</param>
    /// <param name="groups">The patient of each case (a pseudonym), or null when unknown.</param>
    /// <returns>A refusal <c>METRIC_LENGTHS_DIFFER</c> or <c>METRIC_SCORE_NOT_FINITE</c> for input that no metric could be true about.</returns>
    public static Outcome<Predictions> Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, IReadOnlyList<string>? groups = null)
    {
        if (scores.Length != positive.Length || (groups is not null && groups.Count != scores.Length))
            return new Refusal("METRIC_LENGTHS_DIFFER", $"There are {scores.Length} scores, {positive.Length} labels and {groups?.Count ?? scores.Length} groups; the three must be equal.");
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
                return new Refusal("METRIC_SCORE_NOT_FINITE", $"The score of case {i} is {scores[i]}; every score must be a finite number.");
        }
        int[] dense = new int[scores.Length];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (int i = 0; i < dense.Length; i++)
        {
            dense[i] = i;
            if (groups is not null && !numbers.TryGetValue(groups[i], out dense[i]))
                numbers[groups[i]] = dense[i] = numbers.Count;
        }
        return new Predictions(scores.ToArray(), positive.ToArray(), dense, groups is not null);
    }

    /// <summary>The same cases with other scores, for example of a calibrated engine.</summary>
    public Predictions WithScores(Func<double, double> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        double[] changed = [.. _scores.Select(change)];
        return changed.All(double.IsFinite)
            ? new Predictions(changed, _positive, _groups, GroupsAreKnown)
            : throw new ArgumentException("The change made a score that is not finite.", nameof(change));
    }

    /// <summary>Some of the cases, in the given order.</summary>
    public Predictions Take(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new Predictions([.. cases.Select(i => _scores[i])], [.. cases.Select(i => _positive[i])], [.. cases.Select(i => _groups[i])], GroupsAreKnown);
    }

    /// <summary>Case numbers by rising score; equal scores keep their order.</summary>
    internal int[] OrderByScore()
    {
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => _scores[a] != _scores[b] ? _scores[a].CompareTo(_scores[b]) : a.CompareTo(b));
        return order;
    }
}
