using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>How many there are of what: measured in a version, else as the source declares.</summary>
public sealed record DatasetFigures
{
    public required Figure Patients { get; init; }

    public required Figure Studies { get; init; }

    /// <summary>Only measured; no source declares series.</summary>
    public required Figure Series { get; init; }

    public required Figure Images { get; init; }

    /// <summary>Only declared.</summary>
    public required Figure Volumes { get; init; }

    public required Figure Bytes { get; init; }

    /// <param name="card">What is declared.</param>
    /// <param name="counts">What was measured; null when the files were not opened here.</param>
    public static DatasetFigures Of(DatasetCard card, VersionCounts? counts)
    {
        ArgumentNullException.ThrowIfNull(card);
        DeclaredCounts declared = card.Declared;
        return new()
        {
            // A version whose files name no patients counts none; that is "unknown", and what the source declares still stands.
            Patients = Figure.Of(Some(counts?.Patients), declared.Patients, IsUnverified(card, "patients")),
            Studies = Figure.Of(Some(counts?.Studies), declared.Studies, IsUnverified(card, "studies")),
            Series = Figure.Of(Some(counts?.Series), null, false),
            Images = Figure.Of(counts?.Images, declared.Images, IsUnverified(card, "images")),
            Volumes = counts is null ? Figure.Of(null, declared.Volumes, IsUnverified(card, "volumes")) : Figure.Unknown,
            Bytes = Figure.Of(counts?.Bytes, declared.SizeBytes, IsUnverified(card, "size_bytes")),
        };
    }

    /// <summary>Whether the card marks a fact as not checked: by its name, or by words that begin with it (<c>patients exact</c>).</summary>
    public static bool IsUnverified(DatasetCard card, string fact)
    {
        ArgumentNullException.ThrowIfNull(card);
        return (card.Unverified ?? []).Any(name => name == fact || name.StartsWith(fact + " ", StringComparison.Ordinal));
    }

    private static long? Some(long? count) => count is > 0 ? count : null;
}
