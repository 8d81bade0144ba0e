using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>How an image was made: SOP class, then Modality, then naming standards, then words. A plain PNG without telling words stays unknown.</summary>
internal sealed class ModalityEvidence(TaxonomyModel taxonomy)
{
    public const string What = "modality";

    // BIDS suffixes (bids-specification, "Magnetic Resonance Imaging" and "Positron Emission Tomography").
    private static readonly Dictionary<string, string> BidsSuffixes = new(StringComparer.Ordinal)
    {
        ["T1w"] = "mri",
        ["T2w"] = "mri",
        ["PDw"] = "mri",
        ["FLAIR"] = "mri",
        ["T2starw"] = "mri",
        ["inplaneT1"] = "mri",
        ["angio"] = "mri",
        ["bold"] = "fmri",
        ["sbref"] = "fmri",
        ["dwi"] = "dwi",
        ["pet"] = "pet",
        ["dseg"] = "seg",
        ["mask"] = "seg",
    };

    private static readonly HashSet<string> MaskFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "mask", "masks", "segmentation", "segmentations", "labelsTr", "labelsTs", "labelsVal", "SegmentationClass",
    };

    private readonly TermFinder _words = new(taxonomy, TermKind.Modality);

    public IEnumerable<Detection> Find(SourcePath path, ImageFacts facts)
    {
        if (facts.Dicom is { } dicom)
        {
            foreach (Detection detection in FromTags(dicom))
                yield return detection;
        }

        foreach (Detection detection in FromNames(path, facts.Kind))
            yield return detection;

        foreach (Detection detection in WordEvidence.Find(_words, What, path, facts.Dicom))
            yield return detection;
    }

    private IEnumerable<Detection> FromTags(DicomFacts dicom)
    {
        if (SopClasses.ModalityOf(dicom.SopClassUid) is { } byClass && taxonomy.Find(byClass) is not null)
            yield return new(What, byClass, Confidences.SopClass, $"SOP class {dicom.SopClassUid}");
        if (!string.IsNullOrWhiteSpace(dicom.Modality) && taxonomy.FindDicom(TermKind.Modality, dicom.Modality) is { } byTag)
            yield return new(What, byTag.Id, Confidences.Tag, $"Modality {dicom.Modality}");
    }

    private IEnumerable<Detection> FromNames(SourcePath path, FileKind kind)
    {
        if (kind is FileKind.Nifti && path.Stem.LastIndexOf('_') is > 0 and int underscore
            && BidsSuffixes.GetValueOrDefault(path.Stem[(underscore + 1)..]) is { } bids && taxonomy.Find(bids) is not null)
        {
            yield return new(What, bids, Confidences.NamingStandard, $"BIDS suffix {path.Stem[(underscore + 1)..]}");
        }

        if (kind is not FileKind.Dicom && path.Folders.FirstOrDefault(MaskFolders.Contains) is { } folder && taxonomy.Find("seg") is not null)
            yield return new(What, "seg", Confidences.NamingStandard, $"folder {folder} holds masks");
    }
}
