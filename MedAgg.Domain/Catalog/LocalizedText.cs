namespace MedAgg.Domain.Catalog;

/// <summary>The same text in both languages of the product. User content may have only one of them.</summary>
public sealed record LocalizedText
{
    /// <summary>English text, empty when there is none.</summary>
    public string En { get; init; } = "";

    /// <summary>Russian text, empty when there is none.</summary>
    public string Ru { get; init; } = "";

    /// <summary>The text in the language asked for (<c>ru</c> or anything else for English), else in the other one.</summary>
    public string In(string language) =>
        language.StartsWith("ru", StringComparison.OrdinalIgnoreCase)
            ? Ru.Length > 0 ? Ru : En
            : En.Length > 0 ? En : Ru;
}
