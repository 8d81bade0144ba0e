namespace MedAgg.Web.Localisation;

/// <summary>Names the texts that every screen shares: <c>Texts.resx</c> (English) and <c>Texts.ru.resx</c>. A feature has its own pair.</summary>
public sealed class Texts;
