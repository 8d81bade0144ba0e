using System.Text.Json;
using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>A dataset of an exported search.</summary>
public sealed record ExportedDataset(
    int Rank, string Slug, LocalizedText Title, LocalizedText Description, IReadOnlyList<string> Modalities, IReadOnlyList<string> Areas, IReadOnlyList<string> Pathologies,
    IReadOnlyList<string> Tasks, IReadOnlyList<string> Labels, IReadOnlyList<string> Tags, IReadOnlyList<string> Formats, IReadOnlyDictionary<string, FigureResponse> Figures,
    string LicenceClass, string? LicenceName, string Access, int? Year, string Provider, string? SourceUrl, int? Version, DateTimeOffset? InspectedAt, IReadOnlyList<string> Unverified)
{
    internal static ExportedDataset Of(int rank, ResultCard card) => new(
        rank, card.Slug, card.Title, card.Description, card.Modalities, card.Areas, card.Pathologies, card.Tasks, card.Labels, card.Tags, card.Formats, FigureResponse.All(card.Figures),
        Word(card.LicenceClass), card.LicenceName, Word(card.Access), card.Year, card.Provider, card.SourceUrl, card.Version, card.InspectedAt, card.Unverified);

    /// <summary>The word of a value as addresses and facets write it.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
