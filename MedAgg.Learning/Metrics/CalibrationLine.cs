using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>
/// Logistic recalibration: logit(P(positive)) = intercept + slope · logit(p) (Cox, Biometrika 45, 1958). Slope below 1 means too
/// extreme probabilities; the intercept at slope 1 tells whether they are too high or too low on the whole (Van Calster et al., BMC Medicine 17, 2019).
/// </summary>
/// <param name="Slope">1 is perfect.</param>
/// <param name="Intercept">Intercept that goes with the slope; 0 is perfect.</param>
/// <param name="InTheLarge">Intercept when the slope is held at 1; 0 is perfect, negative means predicted too high.</param>
public sealed record CalibrationLine(double Slope, double Intercept, double InTheLarge)
{
    /// <summary>Maximum likelihood fit; null when a class is missing, all probabilities are equal, or the classes are separated so that no maximum exists.</summary>
    /// <param name="probabilities">Scores in [0, 1]; 0 and 1 are read as 1e-12 and 1 - 1e-12.</param>
    public static CalibrationLine? Fit(Predictions probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (!probabilities.HasBothClasses)
            return null;
        double[] x = new double[probabilities.Count];
        for (int i = 0; i < x.Length; i++)
            x[i] = Portable.Logit(probabilities.Scores[i]);
        return IsSeparated(probabilities, x) || Newton(probabilities, x, slopeIsFree: true) is not { } line || Newton(probabilities, x, slopeIsFree: false) is not { } large
            ? null
            : new CalibrationLine(line.Slope, line.Intercept, large.Intercept);
    }

    // One feature: a maximum exists exactly when the score ranges of the two classes overlap in more than a point.
    private static bool IsSeparated(Predictions predictions, double[] x)
    {
        double lowPositive = double.PositiveInfinity, highPositive = double.NegativeInfinity;
        double lowNegative = double.PositiveInfinity, highNegative = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (predictions.Positive[i])
            {
                lowPositive = Math.Min(lowPositive, x[i]);
                highPositive = Math.Max(highPositive, x[i]);
            }
            else
            {
                lowNegative = Math.Min(lowNegative, x[i]);
                highNegative = Math.Max(highNegative, x[i]);
            }
        }
        return lowPositive >= highNegative || lowNegative >= highPositive;
    }

    private static (double Slope, double Intercept)? Newton(Predictions predictions, double[] x, bool slopeIsFree)
    {
        double a = 0;
        double b = slopeIsFree ? 0 : 1;
        double loss = Loss(predictions, x, a, b);
        for (int round = 0; round < 200; round++)
        {
            double ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double p = Portable.Sigmoid(a + b * x[i]);
                double e = p - (predictions.Positive[i] ? 1 : 0);
                double w = p * (1 - p);
                ga += e;
                gb += e * x[i];
                haa += w;
                hab += w * x[i];
                hbb += w * x[i] * x[i];
            }
            double determinant = haa * hbb - hab * hab;
            if (haa <= 0 || (slopeIsFree && determinant <= 1e-14 * haa * hbb))
                return null;
            double da = slopeIsFree ? (hbb * ga - hab * gb) / determinant : ga / haa;
            double db = slopeIsFree ? (haa * gb - hab * ga) / determinant : 0;
            // Newton may overshoot far from the maximum: halve until the loss falls. At the maximum it only wobbles by rounding.
            double step = 1;
            double next = Loss(predictions, x, a - da, b - db);
            while (!(next <= loss * (1 + 1e-13)) && step > 1e-10)
            {
                step /= 2;
                next = Loss(predictions, x, a - step * da, b - step * db);
            }
            a -= step * da;
            b -= step * db;
            loss = next;
            if (Math.Abs(da) + Math.Abs(db) < 1e-12 * (1 + Math.Abs(a) + Math.Abs(b)) || step <= 1e-10)
                return (b, a);
        }
        return null;
    }

    private static double Loss(Predictions predictions, double[] x, double a, double b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = a + b * x[i];
            sum += Portable.Softplus(predictions.Positive[i] ? -z : z);
        }
        return sum;
    }
}
