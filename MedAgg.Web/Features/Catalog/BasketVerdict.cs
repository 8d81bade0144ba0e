using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>What a basket amounts to.</summary>
public sealed record BasketVerdict
{
    public required IReadOnlyList<ResultCard> Cards { get; init; }

    /// <summary>Those that a collection can be built from.</summary>
    public required IReadOnlyList<ResultCard> Buildable { get; init; }

    /// <summary>Sum of the image counts that are known.</summary>
    public required long Images { get; init; }

    public required int ImagesUnknown { get; init; }

    public required long Bytes { get; init; }

    public required int BytesUnknown { get; init; }

    /// <summary>The strictest class among the licences: what may be done with all together.</summary>
    public required LicenceClass Licence { get; init; }

    public static BasketVerdict Of(IReadOnlyList<ResultCard> cards)
    {
        ArgumentNullException.ThrowIfNull(cards);
        return new()
        {
            Cards = cards,
            Buildable = [.. cards.Where(card => card.IsInspected)],
            Images = cards.Sum(card => card.Figures.Images.Value ?? 0),
            ImagesUnknown = cards.Count(card => card.Figures.Images.Value is null),
            Bytes = cards.Sum(card => card.Figures.Bytes.Value ?? 0),
            BytesUnknown = cards.Count(card => card.Figures.Bytes.Value is null),
            Licence = cards.Count == 0 ? LicenceClass.Unknown : cards.MaxBy(card => Strictness(card.LicenceClass))!.LicenceClass,
        };
    }

    /// <summary>The address of the builder with what can be built.</summary>
    public string BuildHref => "/collections/new?datasets=" + string.Join(',', Buildable.Select(card => card.Slug));

    // Who does not know a licence must ask; only an agreement forbids more.
    private static int Strictness(LicenceClass licence) => licence switch
    {
        LicenceClass.Open => 0,
        LicenceClass.ShareAlike => 1,
        LicenceClass.NonCommercial => 2,
        LicenceClass.Unknown => 3,
        _ => 4,
    };
}
