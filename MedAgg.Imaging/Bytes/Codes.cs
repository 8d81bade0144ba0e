namespace MedAgg.Imaging.Bytes;

/// <summary>The codes of <see cref="Refusal"/> and <see cref="ReadWarning"/>; the same in screens, API and command line.</summary>
public static class Codes
{
    public const string FileEmpty = "FILE_EMPTY";
    public const string FileUnreadable = "FILE_UNREADABLE";
    public const string FileTrailingData = "FILE_TRAILING_DATA";
    public const string ContentIsHtml = "CONTENT_IS_HTML";
    public const string ContentTypeMismatch = "CONTENT_TYPE_MISMATCH";
    public const string ActiveContent = "ACTIVE_CONTENT";
    public const string SvgActive = "SVG_ACTIVE";
    public const string SvgExternal = "SVG_EXTERNAL";
    public const string XmlDtd = "XML_DTD";
    public const string ArchiveTooLarge = "ARCHIVE_TOO_LARGE";
    public const string ArchiveCorrupt = "ARCHIVE_CORRUPT";

    public const string DicomMalformed = "DICOM_MALFORMED";
    public const string DicomTruncated = "DICOM_TRUNCATED";
    public const string DicomTooLarge = "DICOM_TOO_LARGE";
    public const string DicomTooManyElements = "DICOM_TOO_MANY_ELEMENTS";
    public const string DicomNestedTooDeep = "DICOM_NESTED_TOO_DEEP";
    public const string DicomLengthBeyondFile = "DICOM_LENGTH_BEYOND_FILE";
    public const string DicomReferenceOutside = "DICOM_REFERENCE_OUTSIDE";
    public const string DicomCharset = "DICOM_CHARSET";
    public const string DicomBurnedIn = "DICOM_BURNED_IN";
    public const string DicomPhiFound = "DICOM_PHI_FOUND";
    public const string DicomPreambleCleared = "DICOM_PREAMBLE_CLEARED";
    public const string DicomImageInvalid = "DICOM_IMAGE_INVALID";
    public const string DicomUnsupportedSyntax = "DICOM_UNSUPPORTED_SYNTAX";
    public const string DicomInvalidValue = "DICOM_INVALID_VALUE";

    public const string NiftiMalformed = "NIFTI_MALFORMED";
    public const string NiftiTruncated = "NIFTI_TRUNCATED";
    public const string NiftiTooLarge = "NIFTI_TOO_LARGE";
    public const string NiftiInvalidGeometry = "NIFTI_INVALID_GEOMETRY";
    public const string NiftiNonfinite = "NIFTI_NONFINITE";
    public const string NiftiFreeText = "NIFTI_FREE_TEXT";
    public const string VolumeMalformed = "VOLUME_MALFORMED";
    public const string VolumeTooLarge = "VOLUME_TOO_LARGE";
    public const string VolumeTruncated = "VOLUME_TRUNCATED";
    public const string VolumeReferenceOutside = "VOLUME_REFERENCE_OUTSIDE";

    public const string ArrayMalformed = "ARRAY_MALFORMED";
    public const string ArrayTruncated = "ARRAY_TRUNCATED";
    public const string ArrayTooLarge = "ARRAY_TOO_LARGE";
    public const string ArrayHoldsObjects = "ARRAY_HOLDS_OBJECTS";
    public const string ArrayTypeUnsupported = "ARRAY_TYPE_UNSUPPORTED";

    public const string ImageCorrupt = "IMAGE_CORRUPT";
    public const string ImageTooLarge = "IMAGE_TOO_LARGE";
    public const string ImageMetadata = "IMAGE_METADATA";
    public const string ImageMetadataTooLarge = "IMAGE_METADATA_TOO_LARGE";

    public const string PixelsAbsent = "PIXELS_ABSENT";
    public const string PixelsTruncated = "PIXELS_TRUNCATED";
    public const string PixelsTooLarge = "PIXELS_TOO_LARGE";
    public const string FrameOutOfRange = "FRAME_OUT_OF_RANGE";
    public const string TransferSyntaxUnsupported = "TRANSFER_SYNTAX_UNSUPPORTED";
    public const string CodecUnsupported = "CODEC_UNSUPPORTED";
}
