using System.Collections.Frozen;

namespace MedAgg.Jobs.Inspection;

/// <summary>What SOP Class UIDs say (DICOM PS3.6, table A-1). Classes that say nothing about how the image was made, such as secondary capture, are not here.</summary>
internal static class SopClasses
{
    private const string Root = "1.2.840.10008.5.1.4.1.1.";

    /// <summary>Term of the taxonomy by UID suffix behind <see cref="Root"/>.</summary>
    private static readonly FrozenDictionary<string, string> Terms = new Dictionary<string, string>
    {
        ["1"] = "xray",
        ["1.1"] = "xray",
        ["1.1.1"] = "xray",
        ["1.2"] = "mammography",
        ["1.2.1"] = "mammography",
        ["1.3"] = "xray",
        ["1.3.1"] = "xray",
        ["2"] = "ct",
        ["2.1"] = "ct",
        ["2.2"] = "ct",
        ["3"] = "us",
        ["3.1"] = "us",
        ["4"] = "mri",
        ["4.1"] = "mri",
        ["4.2"] = "mri",
        ["4.3"] = "mri",
        ["4.4"] = "mri",
        ["6"] = "us",
        ["6.1"] = "us",
        ["6.2"] = "us",
        ["12.1"] = "angiography",
        ["12.1.1"] = "angiography",
        ["12.2"] = "fluoroscopy",
        ["12.2.1"] = "fluoroscopy",
        ["13.1.3"] = "tomosynthesis",
        ["14.1"] = "oct",
        ["14.2"] = "oct",
        ["20"] = "nm",
        ["66.4"] = "seg",
        ["77.1.1"] = "endoscopy",
        ["77.1.1.1"] = "endoscopy",
        ["77.1.2"] = "wsi",
        ["77.1.4"] = "photo",
        ["77.1.4.1"] = "photo",
        ["77.1.5.1"] = "fundus",
        ["77.1.5.2"] = "fundus",
        ["77.1.5.4"] = "oct",
        ["77.1.6"] = "wsi",
        ["77.1.7"] = "dermoscopy",
        ["128"] = "pet",
        ["128.1"] = "pet",
        ["130"] = "pet",
        ["481.2"] = "rtdose",
    }.ToFrozenDictionary();

    /// <summary>Id of a modality, or null when the class says nothing about it. The taxonomy may lack the term.</summary>
    public static string? ModalityOf(string? uid) =>
        uid is not null && uid.StartsWith(Root, StringComparison.Ordinal) ? Terms.GetValueOrDefault(uid[Root.Length..]) : null;

    /// <summary>Whether files of the class must have pixels.</summary>
    public static bool IsImage(string? uid) => ModalityOf(uid) is not (null or "rtdose");
}
