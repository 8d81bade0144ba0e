namespace MedAgg.Imaging.Facts;

/// <summary>What a file is by its content; the names of <see cref="FileKinds.Name"/> are those of the command line.</summary>
public enum FileKind
{
    /// <summary>Nothing of the below; <see cref="FileReading.Subkind"/> says more.</summary>
    Other,
    Dicom,

    /// <summary>One DICOM file behind gzip.</summary>
    DicomGz,

    /// <summary>NIfTI-1 or -2: .nii, .nii.gz, or the header of a pair.</summary>
    Nifti,

    /// <summary>ANALYZE 7.5 header without NIfTI magic.</summary>
    Analyze,
    Png,
    Jpeg,
    Tiff,
    Gif,
    Bmp,
    Webp,
    Jp2,
    Pgm,
    Nrrd,
    MetaImage,
    Zip,
    Tar,

    /// <summary>gzip around something that is neither DICOM nor NIfTI; a .tar.gz is one.</summary>
    Gzip,
    Bzip2,
    Xz,

    /// <summary>Claims to be an image file and holds nothing that can be read.</summary>
    Corrupt,
}

/// <summary>Names and groups of <see cref="FileKind"/>.</summary>
public static class FileKinds
{
    private static readonly string[] Names =
    [
        "other", "dicom", "dicom.gz", "nifti", "analyze", "png", "jpeg", "tiff", "gif", "bmp", "webp", "jp2", "pgm", "nrrd", "metaimage",
        "archive.zip", "archive.tar", "gzip", "bzip2", "xz", "corrupt",
    ];

    /// <summary>The stable name, for example <c>dicom.gz</c>.</summary>
    public static string Name(this FileKind kind) => Names[(int)kind];

    /// <summary>The kind with this stable name, or null.</summary>
    public static FileKind? Parse(string? name)
    {
        int index = Array.IndexOf(Names, name);
        return index < 0 ? null : (FileKind)index;
    }

    /// <summary>True for formats that hold pixels or voxels.</summary>
    public static bool IsImage(this FileKind kind) => kind is >= FileKind.Dicom and <= FileKind.MetaImage;

    /// <summary>True for containers that are to be unpacked.</summary>
    public static bool IsContainer(this FileKind kind) => kind is >= FileKind.Zip and <= FileKind.Xz;
}
