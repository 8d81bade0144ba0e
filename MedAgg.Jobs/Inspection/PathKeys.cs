using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Inspection;

/// <summary>Patients and studies that only the folders name: BIDS, and folders such as <c>patient00001/study2</c>.</summary>
public static partial class PathKeys
{
    /// <summary>The patient that a folder or a BIDS file name tells; null when none does.</summary>
    public static Detection? Patient(SourcePath path)
    {
        if (path.Folders.LastOrDefault(folder => PatientFolder().IsMatch(folder)) is { } named)
            return new("patient", named, Confidences.FolderWord, $"folder {named}");
        return BidsSubject().Match(path.Stem) is { Success: true } bids
            ? new("patient", bids.Value, Confidences.NamingStandard, "BIDS subject in the file name")
            : null;
    }

    /// <summary>The study or session that a folder tells; null when none does. It is unique only inside its patient.</summary>
    public static Detection? Study(SourcePath path) =>
        path.Folders.LastOrDefault(folder => StudyFolder().IsMatch(folder)) is { } named
            ? new("study", named, Confidences.FolderWord, $"folder {named}")
            : null;

    [GeneratedRegex(@"^(sub-[A-Za-z0-9]+|(patient|subject|pat|пациент)[-_ ]?[A-Za-z]{0,3}\d{1,12})$", RegexOptions.IgnoreCase)]
    private static partial Regex PatientFolder();

    [GeneratedRegex(@"^(ses-[A-Za-z0-9]+|(study|session|visit|исследование)[-_ ]?\d{1,12})$", RegexOptions.IgnoreCase)]
    private static partial Regex StudyFolder();

    [GeneratedRegex("^sub-[A-Za-z0-9]+(?=_)")]
    private static partial Regex BidsSubject();
}
