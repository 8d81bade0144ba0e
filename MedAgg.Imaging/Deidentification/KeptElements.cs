using MedAgg.Imaging.Dicom;

namespace MedAgg.Imaging.Deidentification;

/// <summary>
/// What may stay: not what is left after removing the attributes of PS3.15 table E.1-1, but a list of what images need. Codes and numbers of the acquisition, geometry and pixels; no free text, no
/// dates, no names, nothing private, no overlay, no sequence but those that place or map pixels.
/// </summary>
internal static class KeptElements
{
    private static readonly HashSet<uint> General =
        [0x00080008, 0x00080016, 0x00080018, 0x00080060, 0x00080064, 0x00080068, 0x00080070, 0x00081090, 0x00082218, 0x00280301];

    private static readonly HashSet<uint> Sequences =
    [
        DicomTag.SharedFunctionalGroups, DicomTag.PerFrameFunctionalGroups, DicomTag.ModalityLutSequence, DicomTag.VoiLutSequence, DicomTag.DetectorInformation,
        0x00209111, 0x00209113, 0x00209116, 0x00209071, 0x00209222, 0x00209221, 0x00289110, 0x00289132, 0x00289145, 0x00189112, 0x00189114, 0x00189117, 0x00189118, 0x00189119, 0x00189125, 0x00189226,
        0x00540012, 0x00540013, 0x00540016, 0x00540032, 0x00540052, 0x00540062, 0x00540072,
    ];

    private static readonly HashSet<uint> Texts = [0x00080070, 0x00081090];

    public static bool IsKept(uint tag, ushort vr)
    {
        uint group = tag >> 16;
        if ((tag & 0x10000) != 0 || (tag & 0xFFFF) == 0)
            return false;
        if (vr == DicomVr.SQ)
            return Sequences.Contains(tag);
        if (Texts.Contains(tag))
            return true;
        bool isGroup = group is 0x0018 or 0x0020 or 0x0028 or 0x0054 or 0x3004 or 0x7FE0 || (group == 0x0008 && General.Contains(tag));
        return isGroup && (IsValue(vr) || IsTable(tag));
    }

    /// <summary>Codes, numbers and UIDs; the UIDs are mapped.</summary>
    private static bool IsValue(ushort vr) => vr is DicomVr.CS or DicomVr.DS or DicomVr.IS or DicomVr.AT or DicomVr.UI || DicomVr.NumberSize(vr) > 0;

    /// <summary>Palettes, lookup tables, offset tables; pixel data are copied apart.</summary>
    private static bool IsTable(uint tag) => tag is >= 0x00281201 and <= 0x00281223 or DicomTag.LutData or DicomTag.ExtendedOffsetTable or 0x7FE00002;
}
