using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>Terms named by people: DICOM descriptions, folders from the innermost, the file name.</summary>
internal static class WordEvidence
{
    public static IEnumerable<Detection> Find(TermFinder words, string what, SourcePath path, DicomFacts? dicom)
    {
        foreach ((string name, string? text) in Descriptions(dicom))
        {
            if (text is null)
                continue;
            foreach (Term term in words.FindIn(text))
                yield return new(what, term.Id, Confidences.Description, $"{name} names {term.Name.En}");
        }

        for (int i = path.Folders.Count - 1; i >= 0; i--)
        {
            foreach (Term term in words.FindIn(path.Folders[i]))
                yield return new(what, term.Id, Confidences.FolderWord, $"folder {path.Folders[i]}");
        }

        foreach (Term term in words.FindIn(path.Stem))
            yield return new(what, term.Id, Confidences.FileWord, $"file name {path.FileName}");
    }

    // Descriptions may hold a name: the rule tells the attribute and the term, never the text.
    private static (string Name, string? Text)[] Descriptions(DicomFacts? dicom) => dicom is null
        ? []
        :
        [
            ("Series Description", dicom.SeriesDescription),
            ("Protocol Name", dicom.ProtocolName),
            ("Study Description", dicom.StudyDescription),
        ];
}
