using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Sniffing;

/// <summary>Compares what a file's name claims with what its content is. The kind is always the content's; a broken claim is said aloud.</summary>
internal static class NameClaim
{
    private static readonly (string Suffix, FileKind Kind)[] Claims =
    [
        (".nii.gz", FileKind.Nifti), (".nii", FileKind.Nifti), (".dcm.gz", FileKind.DicomGz), (".dcm", FileKind.Dicom), (".dicom", FileKind.Dicom),
        (".png", FileKind.Png), (".jpg", FileKind.Jpeg), (".jpeg", FileKind.Jpeg), (".tif", FileKind.Tiff), (".tiff", FileKind.Tiff), (".gif", FileKind.Gif),
        (".bmp", FileKind.Bmp), (".webp", FileKind.Webp), (".jp2", FileKind.Jp2), (".nrrd", FileKind.Nrrd), (".nhdr", FileKind.Nrrd), (".mha", FileKind.MetaImage), (".mhd", FileKind.MetaImage),
    ];

    public static FileKind? Of(string path)
    {
        foreach ((string suffix, FileKind kind) in Claims)
        {
            if (path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        return null;
    }

    /// <summary>The refusal of a file that is no image although its name says so.</summary>
    public static Refusal? Refuse(string path, string? subkind, long length)
    {
        if (length == 0)
            return new Refusal(Codes.FileEmpty, "The file is empty.");
        if (Of(path) is not { } claim)
            return null;
        if (subkind == Subkind.Html)
            return new Refusal(Codes.ContentIsHtml, $"The file is named like {claim.Name()} and holds an HTML page, as failed downloads do.");
        string code = claim switch
        {
            FileKind.Dicom or FileKind.DicomGz => length < 132 ? Codes.DicomTruncated : Codes.DicomMalformed,
            FileKind.Nifti => length < 352 ? Codes.NiftiTruncated : Codes.NiftiMalformed,
            FileKind.Nrrd or FileKind.MetaImage => Codes.VolumeMalformed,
            _ => Codes.ImageCorrupt,
        };
        return new Refusal(code, $"The file is named like {claim.Name()} and its content is none.");
    }

    /// <summary>The warning for an image whose name says another format.</summary>
    public static ReadWarning? Judge(string path, FileKind kind)
    {
        if (Of(path) is not { } claim || claim == kind || (claim == FileKind.Dicom && kind == FileKind.Corrupt) || (claim == FileKind.Nifti && kind == FileKind.Analyze))
            return null;
        return new ReadWarning(Codes.ContentTypeMismatch, $"The file is named like {claim.Name()} and is {kind.Name()}.");
    }

    /// <summary>A gzipped volume whose name lacks .gz, and the other way round.</summary>
    public static ReadWarning? JudgeGzip(string path, bool isCompressed) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == isCompressed || Of(path) is null ? null
        : new ReadWarning(Codes.ContentTypeMismatch, isCompressed ? "The file is gzipped and its name does not say so." : "The file is named .gz and is not gzipped.");
}
