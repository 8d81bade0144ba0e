namespace MedAgg.Domain.Catalog;

/// <summary>A text in both languages as YAML holds it.</summary>
public sealed class LocalizedPair
{
    public string En { get; set; } = "";

    public string Ru { get; set; } = "";

    public LocalizedText ToText() => new() { En = En, Ru = Ru };
}
