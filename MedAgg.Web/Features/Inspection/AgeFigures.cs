namespace MedAgg.Web.Features.Inspection;

/// <summary>Ages by sex, each unit at its youngest, the first study.</summary>
/// <param name="Unit">Patients where the version knows them.</param>
/// <param name="Bins">Men and women by bin of five years, from the youngest to the oldest that occurs; between them none is left out.</param>
/// <param name="Known">Units with an age.</param>
/// <param name="WithoutAge">Units without one.</param>
/// <param name="WithoutSex">Units with an age that are neither men nor women, or do not say: they are in no bin.</param>
/// <param name="Median">Years; null without ages.</param>
/// <param name="Quartiles">First and third; null without ages.</param>
public sealed record AgeFigures(
    FactUnit Unit, IReadOnlyList<AgeCount> Bins, long Known, long WithoutAge, long WithoutSex, double? Median, (double First, double Third)? Quartiles)
{
    public static AgeFigures Of(FactTable table, FactUnit unit, RowSet rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        FactColumn? sexes = table.Column(FactField.Sex);
        List<float> ages = [];
        Dictionary<int, (long Men, long Women)> bins = [];
        long withoutAge = 0;
        long withoutSex = 0;
        table.EachUnit(unit, rows, own =>
        {
            float age = Youngest(table, own);
            if (float.IsNaN(age))
            {
                withoutAge++;
                return;
            }

            ages.Add(age);
            int from = age >= FactBins.PooledFromYears ? FactBins.PooledFromYears : (int)(age / FactBins.StepYears) * FactBins.StepYears;
            (long men, long women) = bins.GetValueOrDefault(from);
            switch (SexOf(sexes, own))
            {
                case "M": bins[from] = (men + 1, women); break;
                case "F": bins[from] = (men, women + 1); break;
                default: withoutSex++; break;
            }
        });
        ages.Sort();
        return new(unit, InOrder(bins), ages.Count, withoutAge, withoutSex, Quantile(ages, 0.5), ages.Count == 0 ? null : (Quantile(ages, 0.25)!.Value, Quantile(ages, 0.75)!.Value));
    }

    private static List<AgeCount> InOrder(Dictionary<int, (long Men, long Women)> bins)
    {
        List<AgeCount> all = [];
        if (bins.Count == 0)
            return all;
        for (int from = bins.Keys.Min(); from <= bins.Keys.Max(); from += FactBins.StepYears)
        {
            (long men, long women) = bins.GetValueOrDefault(from);
            all.Add(new(FactBins.Age(from)!, from, men, women));
        }

        return all;
    }

    private static float Youngest(FactTable table, IReadOnlyList<int> rows)
    {
        float youngest = float.NaN;
        foreach (int row in rows)
        {
            float age = table.Ages[row];
            if (!float.IsNaN(age) && age >= 0 && !(age >= youngest))
                youngest = age;
        }

        return youngest;
    }

    private static string? SexOf(FactColumn? sexes, IReadOnlyList<int> rows)
    {
        if (sexes is null)
            return null;
        foreach (int row in rows)
        {
            if (sexes.First(row) is var code and not FactColumn.Unknown)
                return sexes.Values[code];
        }

        return null;
    }

    // Linear interpolation between the two nearest, as numpy does.
    private static double? Quantile(List<float> sorted, double share)
    {
        if (sorted.Count == 0)
            return null;
        double at = share * (sorted.Count - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}

/// <param name="Bin">As <see cref="FactBins.Age"/> names it.</param>
/// <param name="From">First year.</param>
/// <param name="Men">Units with sex M.</param>
/// <param name="Women">Units with sex F.</param>
public sealed record AgeCount(string Bin, int From, long Men, long Women);
