namespace MedAgg.Learning.Baselines;

/// <summary>One piece of metadata over all cases: what a model could use instead of the image.</summary>
/// <param name="Name">For example <c>ID prefix</c>, <c>Manufacturer</c>, <c>Rows</c>.</param>
/// <param name="Words">One value per case, null for missing; set for a categorical column.</param>
/// <param name="Numbers">One value per case, null for missing; set for a numeric column.</param>
public sealed record MetadataColumn(string Name, IReadOnlyList<string?>? Words, IReadOnlyList<double?>? Numbers)
{
    /// <summary>Number of cases.</summary>
    public int Count => Words?.Count ?? Numbers?.Count ?? 0;

    /// <summary>A categorical column.</summary>
    public static MetadataColumn OfWords(string name, IReadOnlyList<string?> words) => new(name, words, null);

    /// <summary>A numeric column.</summary>
    public static MetadataColumn OfNumbers(string name, IReadOnlyList<double?> numbers) => new(name, null, numbers);
}
