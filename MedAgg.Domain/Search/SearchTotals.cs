namespace MedAgg.Domain.Search;

/// <param name="Images">Sum of the image counts that are stated.</param>
/// <param name="ImagesStatedIn">How many of the matches state an image count.</param>
/// <param name="Bytes">Sum of the sizes that are stated.</param>
/// <param name="BytesStatedIn">How many of the matches state a size.</param>
public sealed record SearchTotals(long Images = 0, int ImagesStatedIn = 0, long Bytes = 0, int BytesStatedIn = 0);
