using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>Which part of the body: Body Part Examined, then what the modality implies, then words.</summary>
internal sealed class AreaEvidence(TaxonomyModel taxonomy)
{
    public const string What = "area";

    private readonly TermFinder _words = new(taxonomy, TermKind.Area);

    /// <param name="path">Path of the file.</param>
    /// <param name="facts">What its reader said.</param>
    /// <param name="modality">Chosen modality; null when unknown.</param>
    public IEnumerable<Detection> Find(SourcePath path, ImageFacts facts, string? modality)
    {
        if (facts.Dicom?.BodyPartExamined is { Length: > 0 } part)
        {
            if ((taxonomy.FindDicom(TermKind.Area, part) ?? taxonomy.FindValue(TermKind.Area, part)) is { } term)
                yield return new(What, term.Id, Confidences.Tag, $"Body Part Examined {part}");
        }

        if (modality is not null)
        {
            foreach (Term implied in taxonomy.Implied(modality).Where(term => term.Kind == TermKind.Area))
                yield return new(What, implied.Id, Confidences.Implied, $"modality {modality} shows it");
        }

        foreach (Detection detection in WordEvidence.Find(_words, What, path, facts.Dicom))
            yield return detection;
    }
}
