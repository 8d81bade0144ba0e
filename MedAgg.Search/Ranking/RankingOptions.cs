using System.ComponentModel.DataAnnotations;

namespace MedAgg.Search.Ranking;

/// <summary>
/// Weights of ranking, one set for everything that is ranked: the page, the API, <c>search</c> and <c>rank</c>. Section <c>Search:Ranking</c>; read and checked at start.
/// Scores are BM25F, Robertson and Zaragoza 2009: occurrences of all fields, each weighed and discounted by its field's length, go through one saturation. The defaults
/// were chosen on the even-numbered queries of two test collections; <c>docs/decisions/0005</c> says how and what each is worth.
/// </summary>
public sealed record RankingOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Search:Ranking";

    /// <summary>
    /// How soon further occurrences of a word stop counting (BM25 k1): so many weighed occurrences give half of the word's full score. Number without unit, 0.1 to 10, default 0.7.
    /// Low, since a card that says "lung" ten times is not ten times as much about the lung.
    /// </summary>
    [Range(0.1, 10)]
    public float Saturation { get; set; } = 0.7f;

    /// <summary>What one occurrence in the title is worth beside one in the description, which is 1. 0 to 10, default 1.2: titles are often mere names, and 2 already costs quality.</summary>
    [Range(0.0, 10.0)]
    public float TitleWeight { get; set; } = 1.2f;

    /// <summary>As <see cref="TitleWeight"/> for labels, tags, formats and the terms that the card states. 0 to 10, default 1.1: chosen by somebody, but few and repeated.</summary>
    [Range(0.0, 10.0)]
    public float LabelWeight { get; set; } = 1.1f;

    /// <summary>As <see cref="TitleWeight"/> for the description, the measure of the others. 0.1 to 10, default 1.</summary>
    [Range(0.1, 10.0)]
    public float DescriptionWeight { get; set; } = 1f;

    /// <summary>As <see cref="TitleWeight"/> for everything else: the citation and terms that follow from stated ones. 0 to 10, default 0.8: true, but nobody wrote it to describe the data.</summary>
    [Range(0.0, 10.0)]
    public float RestWeight { get; set; } = 0.8f;

    /// <summary>
    /// How much a field's length discounts an occurrence in it (BM25 b): 0 not at all, 1 in proportion to length over mean length. Default 0.15 for every field: long descriptions belong
    /// to well-described, well-used datasets; the textbook's 0.75 costs a tenth of the quality there.
    /// </summary>
    [Range(0.0, 1.0)]
    public float LengthDiscount { get; set; } = 0.15f;

    /// <summary>What the most complete card gains over the least complete one, in score; one rare word is worth about 5. 0 to 10, default 0.3: it parts equals and turns no order over.</summary>
    [Range(0.0, 10.0)]
    public float PriorWeight { get; set; } = 0.3f;

    /// <summary>
    /// What two neighbouring words of the question that stand side by side in a record add, as a part of the lesser one's rarity. 0 to 2, default 0.2: helps questions in sentences and
    /// leaves keywords alone.
    /// </summary>
    [Range(0.0, 2.0)]
    public float ProximityWeight { get; set; } = 0.2f;

    /// <summary>How many of the best records are looked at for words side by side. Records, 1 to 1,000, default 100: what stands lower does not reach the first page.</summary>
    [Range(1, 1000)]
    public int ProximityDepth { get; set; } = 100;

    /// <summary>What is left of the score for each condition that a record lacks. 0 to 1, default 0.25: whatever has everything comes first, and near misses keep their order.</summary>
    [Range(0.0, 1.0)]
    public float LackFactor { get; set; } = 0.25f;

    /// <summary>BM25 over fields of equal weight, for comparison with other engines: nothing but words counts.</summary>
    /// <param name="saturation">k1.</param>
    /// <param name="lengthDiscount">b.</param>
    public static RankingOptions Plain(float saturation, float lengthDiscount) => new()
    {
        Saturation = saturation,
        LengthDiscount = lengthDiscount,
        TitleWeight = 1,
        LabelWeight = 1,
        DescriptionWeight = 1,
        RestWeight = 1,
        PriorWeight = 0,
        ProximityWeight = 0,
    };
}
