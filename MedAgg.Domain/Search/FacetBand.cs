namespace MedAgg.Domain.Search;

/// <summary>A range of a facet that counts something. Bands lie side by side without gaps, so that every stated number falls into exactly one.</summary>
/// <param name="Id">What addresses carry, for example <c>1k-10k</c>.</param>
/// <param name="From">Smallest number of the band.</param>
/// <param name="Below">First number behind the band; null for the last one.</param>
public sealed record FacetBand(string Id, long From, long? Below)
{
    private const long GiB = 1L << 30;
    private const long TiB = 1L << 40;

    private static readonly IReadOnlyList<FacetBand> Images =
    [
        new("under-1k", 0, 1_000), new("1k-10k", 1_000, 10_000), new("10k-100k", 10_000, 100_000), new("100k-1m", 100_000, 1_000_000), new("over-1m", 1_000_000, null),
    ];

    private static readonly IReadOnlyList<FacetBand> Patients =
    [
        new("under-100", 0, 100), new("100-1k", 100, 1_000), new("1k-10k", 1_000, 10_000), new("over-10k", 10_000, null),
    ];

    private static readonly IReadOnlyList<FacetBand> Sizes =
    [
        new("under-1g", 0, GiB), new("1g-10g", GiB, 10 * GiB), new("10g-100g", 10 * GiB, 100 * GiB), new("100g-1t", 100 * GiB, TiB), new("over-1t", TiB, null),
    ];

    /// <summary>Bands of a facet from the smallest; none where the facet does not count.</summary>
    public static IReadOnlyList<FacetBand> Of(string facet) => facet switch
    {
        FacetName.Images => Images,
        FacetName.Patients => Patients,
        FacetName.Size => Sizes,
        _ => [],
    };

    /// <summary>The band that a number falls into; null for an unknown number or a facet without bands.</summary>
    public static FacetBand? Find(string facet, long? number) =>
        number is { } value ? Of(facet).FirstOrDefault(band => value >= band.From && (band.Below is not { } below || value < below)) : null;
}
