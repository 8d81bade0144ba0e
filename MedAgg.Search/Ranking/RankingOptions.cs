using System.ComponentModel.DataAnnotations;

namespace MedAgg.Search.Ranking;

/// <summary>Weights of ranking. Fields are, in this order: title; labels, tags and stated terms; description; everything else.</summary>
public sealed record RankingOptions
{
    /// <summary>How soon further occurrences of a word stop counting (BM25 k1).</summary>
    [Range(0.1, 10)]
    public float Saturation { get; init; } = 1.2f;

    /// <summary>What one occurrence in each field is worth. All fields share one saturation, so that a title of mere names cannot drown the rest.</summary>
    public FieldWeights Weights { get; init; } = new(1f, 1f, 1f, 1f);

    /// <summary>How much a field's length discounts an occurrence in it, 0 (not at all) to 1 (BM25 b).</summary>
    public FieldWeights LengthDiscounts { get; init; } = new(0.75f, 0.75f, 0.75f, 0.75f);

    /// <summary>What the most complete card gains over the least complete one, in score.</summary>
    [Range(0, 10)]
    public float PriorWeight { get; init; }

    /// <summary>What two words of the question that stand side by side in a record add, as a part of the lesser one's weight.</summary>
    [Range(0, 2)]
    public float ProximityWeight { get; init; }

    /// <summary>How many of the best records are looked at for words side by side.</summary>
    [Range(1, 1000)]
    public int ProximityDepth { get; init; } = 100;
}
