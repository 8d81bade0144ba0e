namespace MedAgg.Learning.Baselines;

/// <summary>A column as features, with levels and mean learnt from training cases only.</summary>
internal sealed class ColumnCode
{
    private readonly MetadataColumn _column;
    private readonly string[] _levels;
    private readonly double _mean;

    private ColumnCode(MetadataColumn column, string[] levels, double mean)
    {
        _column = column;
        _levels = levels;
        _mean = mean;
    }

    public static ColumnCode Learn(MetadataColumn column, IReadOnlyList<int> training)
    {
        if (column.Words is { } words)
        {
            string[] levels = [.. training.Where(i => words[i] is not null).GroupBy(i => words[i]!, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(ShortcutProbe.MostLevels).Select(g => g.Key)];
            return new ColumnCode(column, levels, 0);
        }
        double[] known = [.. training.Select(i => column.Numbers![i]).Where(n => n is { } value && double.IsFinite(value)).Select(n => n!.Value)];
        return new ColumnCode(column, [], known.Length == 0 ? 0 : known.Average());
    }

    /// <summary>Words: one feature per level, one for any other, one for missing. Numbers: the value or the mean, and one for missing.</summary>
    public double[] Features(int index)
    {
        if (_column.Words is { } words)
        {
            double[] features = new double[_levels.Length + 2];
            int level = words[index] is { } word ? Array.IndexOf(_levels, word) : -1;
            features[words[index] is null ? _levels.Length + 1 : level < 0 ? _levels.Length : level] = 1;
            return features;
        }
        double? number = _column.Numbers![index];
        return number is { } value && double.IsFinite(value) ? [value, 0] : [_mean, 1];
    }
}
