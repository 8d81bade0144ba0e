using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>How a provider is called on screen.</summary>
internal static class ProviderName
{
    /// <summary>The provider's name; its id where nobody has named it.</summary>
    public static string Of(IStringLocalizer<IngestionTexts> texts, string id) =>
        texts["Provider." + id] is { ResourceNotFound: false } name ? name.Value : id;
}
