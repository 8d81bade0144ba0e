namespace MedAgg.Domain.Taxonomy;

/// <summary>The four questions a dataset answers: how it was imaged, which part of the body, what was found, what it is for.</summary>
public enum TermKind
{
    Modality,
    Area,
    Pathology,
    Task,
}
