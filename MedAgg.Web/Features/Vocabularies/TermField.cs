namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Fields of a term in the form, in the journal and in faults.</summary>
public static class TermField
{
    public const string Id = "id";
    public const string NameEn = "name_en";
    public const string NameRu = "name_ru";
    public const string BadgeEn = "badge_en";
    public const string BadgeRu = "badge_ru";
    public const string SynonymsEn = "synonyms_en";
    public const string SynonymsRu = "synonyms_ru";
    public const string AbbreviationsEn = "abbreviations_en";
    public const string AbbreviationsRu = "abbreviations_ru";
    public const string AmbiguousEn = "ambiguous_en";
    public const string AmbiguousRu = "ambiguous_ru";
    public const string Context = "context";
    public const string Parent = "parent";
    public const string Implies = "implies";
    public const string Dicom = "dicom";
    public const string Values = "values";
    public const string Icd10 = "icd10";
    public const string Mesh = "mesh";

    /// <summary>All but the id, in the order of the form.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NameEn, NameRu, BadgeEn, BadgeRu, SynonymsEn, SynonymsRu, AbbreviationsEn, AbbreviationsRu, AmbiguousEn, AmbiguousRu, Context, Parent, Implies, Dicom, Values, Icd10, Mesh,
    ];
}
