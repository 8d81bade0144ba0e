namespace MedAgg.Jobs.Catalog;

/// <summary>Kinds in the words that people search by.</summary>
internal static class FormatNames
{
    /// <summary>For example <c>DICOM</c> for <c>dicom.gz</c>; null for kinds that are no format of images.</summary>
    public static string? Of(string kind) => kind switch
    {
        "dicom" or "dicom.gz" => "DICOM",
        "nifti" => "NIfTI",
        "analyze" => "ANALYZE",
        "png" => "PNG",
        "jpeg" => "JPEG",
        "tiff" => "TIFF",
        "gif" => "GIF",
        "bmp" => "BMP",
        "webp" => "WebP",
        "jp2" => "JPEG 2000",
        "pgm" => "PGM",
        "nrrd" => "NRRD",
        "metaimage" => "MetaImage",
        _ => null,
    };
}
