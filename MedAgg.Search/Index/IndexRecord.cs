namespace MedAgg.Search.Index;

/// <summary>One thing to be found: texts by field, whole terms, values by facet.</summary>
/// <param name="Key">Unique; a record with the same key is replaced.</param>
/// <param name="Texts">Texts of each field; shorter lists leave the other fields empty, at most <see cref="FieldCounts.Fields"/>.</param>
public sealed record IndexRecord(string Key, IReadOnlyList<string> Texts)
{
    /// <summary>Terms that are not words of a text, with the field they count in. They do not lengthen the field.</summary>
    public IReadOnlyList<(string Term, int Field)> Terms { get; init; } = [];

    /// <summary>Values of each facet; a facet without values counts as not stated.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Facets { get; init; } = [];

    /// <summary>Numbers by which ranges choose and which are summed over matches; a negative or absent one is not stated.</summary>
    public IReadOnlyList<long> Measures { get; init; } = [];

    /// <summary>What ranks a record before others when the question does not tell them apart, 0 to 1.</summary>
    public float Prior { get; init; }

    /// <summary>What the reader of a hit wants back.</summary>
    public object? Payload { get; init; }
}
