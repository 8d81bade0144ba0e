using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>
/// Variance of an area under the ROC curve, and the test between two engines on the same cases
/// (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988). Cases count as independent: with several images a patient use
/// <see cref="ClusteredAuc"/> or <see cref="PatientBootstrap"/> beside it.
/// </summary>
public static class DeLong
{
    /// <summary>The area with its variance; null when a class is missing.</summary>
    public static AucEstimate? Estimate(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Placements.Of(predictions) is { } placements ? new AucEstimate(placements.Auc, Variance(placements, placements)) : null;
    }

    /// <summary>Whether two engines rank the same cases equally well.</summary>
    /// <param name="first">Scores of the first engine.</param>
    /// <param name="second">Scores of the second engine on the same cases in the same order.</param>
    /// <returns>Null when a class is missing.</returns>
    /// <exception cref="ArgumentException">The two do not hold the same cases.</exception>
    public static PairedAucTest? Compare(Predictions first, Predictions second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Positive.SequenceEqual(second.Positive))
            throw new ArgumentException("A paired test needs the same cases in the same order.", nameof(second));
        if (Placements.Of(first) is not { } a || Placements.Of(second) is not { } b)
            return null;
        double? variance = Variance(a, a) + Variance(b, b) - 2 * Variance(a, b);
        double difference = a.Auc - b.Auc;
        // Two engines that rank alike have a difference of exactly nothing: rounding must not make it significant.
        if (variance is null or <= 1e-18)
            return new PairedAucTest(a.Auc, b.Auc, difference, variance is null ? null : 0, null, variance is not null && Math.Abs(difference) < 1e-12 ? 1 : null);
        double z = difference / Math.Sqrt(variance.Value);
        return new PairedAucTest(a.Auc, b.Auc, difference, variance, z, 2 * Normal.UpperTail(Math.Abs(z)));
    }

    private static double? Variance(Placements a, Placements b) =>
        Placements.Covariance(a.OfPositives, b.OfPositives) / a.OfPositives.Length
        + Placements.Covariance(a.OfNegatives, b.OfNegatives) / a.OfNegatives.Length;
}
