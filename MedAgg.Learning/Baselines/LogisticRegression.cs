using MedAgg.Learning.Numerics;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Baselines;

/// <summary>
/// Binary logistic regression with an L2 penalty by Newton's method with step halving. Features are standardised on the training rows;
/// the intercept is not penalised. No randomness: equal rows give equal bits.
/// </summary>
/// <param name="Means">Training mean per feature.</param>
/// <param name="Deviations">Training standard deviation per feature; 1 for a constant one.</param>
/// <param name="Weights">Weight per standardised feature.</param>
/// <param name="Intercept">Log odds at the mean.</param>
/// <param name="Penalty">L2 penalty it was trained with.</param>
public sealed record LogisticRegression(double[] Means, double[] Deviations, double[] Weights, double Intercept, double Penalty)
{
    private const int MostFeatures = 4096;

    /// <summary>Fits rows.</summary>
    /// <param name="rows">Finite features, as many in each row.</param>
    /// <param name="positive">The class of each row; both must occur.</param>
    /// <param name="penalty">Added to the summed log loss as penalty / 2 · |weights|²; above 0, so that a finite optimum always exists.</param>
    /// <param name="cancellationToken">Stops between iterations.</param>
    /// <returns>Refusals <c>BASELINE_ROWS</c>, <c>BASELINE_ONE_CLASS</c>, <c>BASELINE_FEATURE_NOT_FINITE</c>, <c>BASELINE_PENALTY</c>.</returns>
    public static Outcome<LogisticRegression> Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> positive, double penalty, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(positive);
        if (Fault(rows, positive, penalty) is { } fault)
            return fault;
        int count = rows[0].Length;
        (double[] means, double[] deviations) = Standardise(rows, count);
        double[][] x = [.. rows.Select(r => Scaled(r, means, deviations))];
        int n = count + 1;
        double[] w = new double[n]; // the intercept is last
        double loss = Loss(x, positive, w, penalty);
        for (int round = 0; round < 100; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] step = NewtonStep(x, positive, w, penalty);
            double share = 1;
            double[] next = Moved(w, step, share);
            double nextLoss = Loss(x, positive, next, penalty);
            while (!(nextLoss <= loss * (1 + 1e-13)) && share > 1e-9)
            {
                share /= 2;
                next = Moved(w, step, share);
                nextLoss = Loss(x, positive, next, penalty);
            }
            w = next;
            loss = nextLoss;
            if (step.Max(Math.Abs) < 1e-9)
                break;
        }
        return new LogisticRegression(means, deviations, w[..count], w[count], penalty);
    }

    /// <summary>Fits each penalty and keeps the one with the highest area under the ROC curve on validation; of equals the largest.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="positive">Their classes.</param>
    /// <param name="validationRows">Validation rows.</param>
    /// <param name="validationPositive">Their classes.</param>
    /// <param name="penalties">Penalties to try, at least one.</param>
    /// <param name="cancellationToken">Stops between iterations.</param>
    public static Outcome<LogisticRegression> FitBest(
        IReadOnlyList<double[]> rows, IReadOnlyList<bool> positive, IReadOnlyList<double[]> validationRows, IReadOnlyList<bool> validationPositive,
        IReadOnlyList<double> penalties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        ArgumentOutOfRangeException.ThrowIfZero(penalties.Count);
        LogisticRegression? best = null;
        double bestArea = double.NegativeInfinity;
        foreach (double penalty in penalties.OrderDescending())
        {
            Outcome<LogisticRegression> fitted = Fit(rows, positive, penalty, cancellationToken);
            if (!fitted.IsDone)
                return fitted;
            Outcome<Metrics.Predictions> predictions = Metrics.Predictions.Of([.. validationRows.Select(fitted.Value.Logit)], [.. validationPositive]);
            if (!predictions.IsDone)
                return predictions.Refusal;
            double area = Metrics.RocAuc.Of(predictions.Value) ?? 0.5;
            if (best is null || area > bestArea)
                (best, bestArea) = (fitted.Value, area);
        }
        return best!;
    }

    /// <summary>Log odds of the positive class.</summary>
    public double Logit(double[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Weights.Length);
        double sum = Intercept;
        for (int j = 0; j < row.Length; j++)
            sum += Weights[j] * ((row[j] - Means[j]) / Deviations[j]);
        return sum;
    }

    private static Refusal? Fault(IReadOnlyList<double[]> rows, IReadOnlyList<bool> positive, double penalty)
    {
        if (rows.Count == 0 || rows.Count != positive.Count || rows[0].Length is 0 or > MostFeatures || rows.Any(r => r.Length != rows[0].Length))
            return new Refusal("BASELINE_ROWS", $"{rows.Count} rows and {positive.Count} classes cannot be fitted: both must be equal, and every row must have the same 1 to {MostFeatures} features.");
        if (!(penalty > 0) || double.IsInfinity(penalty))
            return new Refusal("BASELINE_PENALTY", $"The penalty {penalty} must be above 0.");
        for (int i = 0; i < rows.Count; i++)
        {
            int bad = Array.FindIndex(rows[i], v => !double.IsFinite(v) || Math.Abs(v) > 1e150);
            if (bad >= 0)
                return new Refusal("BASELINE_FEATURE_NOT_FINITE", $"Feature {bad} of row {i} is {rows[i][bad]}.");
        }
        return positive.Distinct().Count() < 2 ? new Refusal("BASELINE_ONE_CLASS", "All rows have the same class; there is nothing to tell apart.") : null;
    }

    private static (double[] Means, double[] Deviations) Standardise(IReadOnlyList<double[]> rows, int count)
    {
        double[] means = new double[count];
        double[] deviations = new double[count];
        for (int j = 0; j < count; j++)
        {
            means[j] = rows.Average(r => r[j]);
            double variance = rows.Average(r => (r[j] - means[j]) * (r[j] - means[j]));
            deviations[j] = variance > 1e-24 * (1 + means[j] * means[j]) ? Math.Sqrt(variance) : 1;
        }
        return (means, deviations);
    }

    private static double[] Scaled(double[] row, double[] means, double[] deviations)
    {
        double[] scaled = new double[row.Length + 1];
        for (int j = 0; j < row.Length; j++)
            scaled[j] = (row[j] - means[j]) / deviations[j];
        scaled[row.Length] = 1;
        return scaled;
    }

    private static double[] Moved(double[] w, double[] step, double share)
    {
        double[] moved = new double[w.Length];
        for (int j = 0; j < w.Length; j++)
            moved[j] = w[j] - share * step[j];
        return moved;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
            sum += a[j] * b[j];
        return sum;
    }

    private static double Loss(double[][] x, IReadOnlyList<bool> positive, double[] w, double penalty)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = Dot(x[i], w);
            sum += Portable.Softplus(positive[i] ? -z : z);
        }
        for (int j = 0; j < w.Length - 1; j++)
            sum += penalty / 2 * w[j] * w[j];
        return sum;
    }

    private static double[] NewtonStep(double[][] x, IReadOnlyList<bool> positive, double[] w, double penalty)
    {
        int n = w.Length;
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = x[i];
            double p = Portable.Sigmoid(Dot(row, w));
            double error = p - (positive[i] ? 1 : 0);
            double curvature = p * (1 - p);
            for (int j = 0; j < n; j++)
            {
                gradient[j] += error * row[j];
                double weighted = curvature * row[j];
                for (int k = 0; k <= j; k++)
                    hessian[j * n + k] += weighted * row[k];
            }
        }
        for (int j = 0; j < n - 1; j++)
        {
            gradient[j] += penalty * w[j];
            hessian[j * n + j] += penalty;
        }
        // Far out all curvature may vanish; a trace keeps the intercept solvable.
        hessian[n * n - 1] += 1e-10;
        return Cholesky.TrySolve(hessian, gradient, n) ? gradient : new double[n];
    }
}
