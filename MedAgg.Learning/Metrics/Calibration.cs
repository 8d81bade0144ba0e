using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>How well probabilities mean what they say.</summary>
/// <param name="Brier">Mean squared distance of probability and truth (Brier, Monthly Weather Review 78, 1950); 0 is perfect.</param>
/// <param name="LogLoss">Mean negative log likelihood, in nats.</param>
/// <param name="ExpectedError">Mean absolute gap of predicted and observed share over the bins, weighted by count (Naeini et al., AAAI 2015).</param>
/// <param name="Bins">The bins of that error, empty ones included.</param>
/// <param name="Binning">How the bins were made.</param>
/// <param name="Line">Slope and intercept of a logistic recalibration; null when classes are separated or missing.</param>
public sealed record Calibration(
    double Brier, double LogLoss, double ExpectedError, IReadOnlyList<CalibrationBin> Bins, CalibrationBinning Binning, CalibrationLine? Line)
{
    /// <summary>Measures probabilities; null when there are no cases.</summary>
    /// <param name="probabilities">Scores in [0, 1].</param>
    /// <param name="binning">How bins are made.</param>
    /// <param name="bins">How many bins, 1 … 1000.</param>
    /// <exception cref="ArgumentException">A score is no probability.</exception>
    public static Calibration? Of(Predictions probabilities, CalibrationBinning binning = CalibrationBinning.EqualWidth, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1000);
        if (probabilities.Count == 0)
            return null;
        double squares = 0;
        double logs = 0;
        for (int i = 0; i < probabilities.Count; i++)
        {
            double p = probabilities.Scores[i];
            if (p is < 0 or > 1)
                throw new ArgumentException($"The score of case {i} is {p}, which is no probability.", nameof(probabilities));
            double gap = p - (probabilities.Positive[i] ? 1 : 0);
            squares += gap * gap;
            logs -= Portable.Log(Math.Max(1e-15, probabilities.Positive[i] ? p : 1 - p));
        }
        IReadOnlyList<CalibrationBin> made = binning == CalibrationBinning.EqualWidth
            ? EqualWidth(probabilities, bins)
            : EqualMass(probabilities, bins);
        double error = made.Where(b => b.Count > 0)
            .Sum(b => (double)b.Count / probabilities.Count * Math.Abs(b.MeanPredicted!.Value - b.Observed.Value!.Value));
        return new Calibration(squares / probabilities.Count, logs / probabilities.Count, error, made, binning, CalibrationLine.Fit(probabilities));
    }

    private static CalibrationBin[] EqualWidth(Predictions probabilities, int bins)
    {
        double[] sums = new double[bins];
        int[] counts = new int[bins];
        int[] hits = new int[bins];
        for (int i = 0; i < probabilities.Count; i++)
        {
            int bin = Math.Min(bins - 1, (int)(probabilities.Scores[i] * bins));
            sums[bin] += probabilities.Scores[i];
            counts[bin]++;
            hits[bin] += probabilities.Positive[i] ? 1 : 0;
        }
        return [.. Enumerable.Range(0, bins).Select(b => new CalibrationBin(
            (double)b / bins, (b + 1.0) / bins, counts[b] == 0 ? null : sums[b] / counts[b], Proportion.Of(hits[b], counts[b])))];
    }

    private static List<CalibrationBin> EqualMass(Predictions probabilities, int bins)
    {
        int[] order = probabilities.OrderByScore();
        List<CalibrationBin> made = [];
        for (int b = 0; b < bins; b++)
        {
            int start = (int)((long)order.Length * b / bins);
            int end = (int)((long)order.Length * (b + 1) / bins);
            if (end == start)
                continue;
            double sum = 0;
            int hits = 0;
            for (int i = start; i < end; i++)
            {
                sum += probabilities.Scores[order[i]];
                hits += probabilities.Positive[order[i]] ? 1 : 0;
            }
            made.Add(new CalibrationBin(
                probabilities.Scores[order[start]], probabilities.Scores[order[end - 1]], sum / (end - start), Proportion.Of(hits, end - start)));
        }
        return made;
    }
}
