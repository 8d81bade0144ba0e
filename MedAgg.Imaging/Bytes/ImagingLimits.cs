namespace MedAgg.Imaging.Bytes;

/// <summary>How much a reader may take in. Defaults suit production; tests use smaller ones. Nothing is allocated from a declared size before it is checked.</summary>
public sealed record ImagingLimits
{
    /// <summary>The production limits.</summary>
    public static ImagingLimits Default { get; } = new();

    /// <summary>Pixels of one plane (columns × rows). Default 268,435,456 (16,384²).</summary>
    public long MaxImagePixels { get; init; } = 268_435_456;

    /// <summary>Bytes of PNG text, profiles, EXIF and like metadata, unpacked. Default 16 MiB.</summary>
    public long MaxImageMetadataBytes { get; init; } = 16 << 20;

    /// <summary>Pages of a TIFF, pictures of a GIF or animated PNG. Default 10,000.</summary>
    public int MaxImageFrames { get; init; } = 10_000;

    /// <summary>Bytes of one DICOM value other than pixel data. Default 64 MiB; larger ones are stepped over, not loaded.</summary>
    public long MaxDicomValueBytesNonpixel { get; init; } = 64 << 20;

    /// <summary>DICOM data elements of one file, in sequences included. Default 1,000,000 (enhanced multi-frame files hold many).</summary>
    public int MaxDicomElements { get; init; } = 1_000_000;

    /// <summary>DICOM sequences inside sequences. Default 64.</summary>
    public int MaxDicomSequenceDepth { get; init; } = 64;

    /// <summary>Frames of one DICOM instance. Default 1,000,000 (tiled whole-slide images).</summary>
    public int MaxDicomFrames { get; init; } = 1_000_000;

    /// <summary>Bytes that a deflated DICOM data set or a compressed volume header may unpack to. Default 2 GiB − 1.</summary>
    public long MaxEntryBytes { get; init; } = int.MaxValue;

    /// <summary>Voxels of one volume, time points included. Default 4,294,967,296.</summary>
    public long MaxVolumeVoxels { get; init; } = 1L << 32;

    /// <summary>Bytes that one call may hold as decoded pixels. Default 1 GiB; a volume beyond it is read frame by frame.</summary>
    public long MaxPixelBytes { get; init; } = 1L << 30;

    /// <summary>Seconds that a decoder process may run for up to 64 MiB of pixels. Default 30.</summary>
    public int MaxCodecSeconds { get; init; } = 30;

    /// <summary>Address space of a decoder process in bytes. Default 4 GiB.</summary>
    public long MaxCodecMemoryBytes { get; init; } = 4L << 30;
}
