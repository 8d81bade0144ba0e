namespace MedAgg.Imaging.Dicom;

/// <summary>What a UID names.</summary>
public enum DicomUidKind
{
    TransferSyntax,
    SopClass,
    FrameOfReference,
    SopInstance,
    CodingScheme,
    ServiceClass,
    ApplicationContext,
}

/// <summary>One line of PS3.6 table A-1.</summary>
/// <param name="Uid">The UID.</param>
/// <param name="Name">Its name, for example <c>CT Image Storage</c>.</param>
/// <param name="Kind">What it names.</param>
/// <param name="IsRetired">True when the standard has given it up; files keep it.</param>
public sealed record DicomUidInfo(string Uid, string Name, DicomUidKind Kind, bool IsRetired);
