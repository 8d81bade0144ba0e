namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Names the texts of vocabularies.</summary>
public sealed class VocabulariesTexts;
