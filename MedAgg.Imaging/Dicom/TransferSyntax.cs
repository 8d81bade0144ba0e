using System.Collections.Frozen;

namespace MedAgg.Imaging.Dicom;

/// <summary>How pixel data are packed.</summary>
public enum PixelPacking
{
    Native,
    Rle,
    Jpeg,
    JpegLossless,
    JpegLs,
    Jpeg2000,
    HighThroughputJpeg2000,
    JpegXl,

    /// <summary>JPEG processes that the standard has retired and nobody decodes.</summary>
    RetiredJpeg,
    Video,
    Deflated,

    /// <summary>The pixels are somewhere else, behind a URL (JPIP).</summary>
    Referenced,
    Unknown,
}

/// <summary>A transfer syntax (PS3.5 section 10 and annex A).</summary>
/// <param name="Uid">As written in (0002,0010).</param>
/// <param name="Name">Its name in PS3.6 annex A.</param>
/// <param name="Packing">How the pixels are packed.</param>
/// <param name="CanLose">True when its compression loses information by design; null when it may or may not.</param>
public sealed record TransferSyntax(string Uid, string Name, PixelPacking Packing, bool? CanLose)
{
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBigEndian = "1.2.840.10008.1.2.2";
    public const string RleLossless = "1.2.840.10008.1.2.5";

    private static readonly FrozenDictionary<string, TransferSyntax> Known = Table().ToFrozenDictionary(t => t.Uid);

    /// <summary>The transfer syntax of a UID, or one of unknown packing.</summary>
    public static TransferSyntax Of(string? uid) =>
        uid is null ? Known[ImplicitLittleEndian]
        : Known.TryGetValue(uid, out TransferSyntax? known) ? known
        : new TransferSyntax(uid, DicomUids.Find(uid)?.Name ?? "unknown", PixelPacking.Unknown, null);

    /// <summary>True when frames are wrapped in fragments.</summary>
    public bool IsEncapsulated => Packing is not (PixelPacking.Native or PixelPacking.Referenced or PixelPacking.Unknown);

    /// <summary>True when the data set behind the file meta information is one deflate stream (PS3.5 section A.5).</summary>
    public bool IsDeflated => Uid is DeflatedLittleEndian or "1.2.840.10008.1.2.4.95" or "1.2.840.10008.1.2.4.205";

    private static IEnumerable<TransferSyntax> Table()
    {
        yield return new(ImplicitLittleEndian, "Implicit VR Little Endian", PixelPacking.Native, false);
        yield return new(ExplicitLittleEndian, "Explicit VR Little Endian", PixelPacking.Native, false);
        yield return new("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", PixelPacking.Native, false);
        yield return new(DeflatedLittleEndian, "Deflated Explicit VR Little Endian", PixelPacking.Native, false);
        yield return new(ExplicitBigEndian, "Explicit VR Big Endian", PixelPacking.Native, false);
        yield return new(RleLossless, "RLE Lossless", PixelPacking.Rle, false);
        yield return new("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression", PixelPacking.Deflated, false);
        yield return new("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", PixelPacking.Jpeg, true);
        yield return new("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", PixelPacking.Jpeg, true);
        yield return new("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)", PixelPacking.Jpeg, true);
        yield return new("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)", PixelPacking.Jpeg, true);
        yield return new("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", PixelPacking.JpegLossless, false);
        yield return new("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction (Process 14, Selection Value 1)", PixelPacking.JpegLossless, false);
        yield return new("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", PixelPacking.JpegLs, false);
        yield return new("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", PixelPacking.JpegLs, true);
        yield return new("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)", PixelPacking.Jpeg2000, false);
        yield return new("1.2.840.10008.1.2.4.91", "JPEG 2000", PixelPacking.Jpeg2000, null);
        yield return new("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)", PixelPacking.Jpeg2000, false);
        yield return new("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component", PixelPacking.Jpeg2000, null);
        yield return new("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)", PixelPacking.HighThroughputJpeg2000, false);
        yield return new("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)", PixelPacking.HighThroughputJpeg2000, false);
        yield return new("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", PixelPacking.HighThroughputJpeg2000, null);
        yield return new("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", PixelPacking.JpegXl, false);
        yield return new("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", PixelPacking.JpegXl, true);
        yield return new("1.2.840.10008.1.2.4.112", "JPEG XL", PixelPacking.JpegXl, null);
        foreach (string process in (string[])["52", "54", "56", "58", "59", "60", "61", "62", "63", "64", "65", "66"])
            yield return Named("1.2.840.10008.1.2.4." + process, PixelPacking.RetiredJpeg, process is not ("58" or "65" or "66"));
        foreach (string jpip in (string[])["94", "95", "204", "205"])
            yield return Named("1.2.840.10008.1.2.4." + jpip, PixelPacking.Referenced, null);
        foreach (string stream in (string[])["1", "2", "3"])
            yield return Named("1.2.840.10008.1.2.7." + stream, PixelPacking.Video, false);
        foreach (string video in (string[])["100", "101", "102", "103", "104", "105", "106"])
            yield return Named($"1.2.840.10008.1.2.4.{video}.1", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1", PixelPacking.Video, true);
        yield return new("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1", PixelPacking.Video, true);
    }

    private static TransferSyntax Named(string uid, PixelPacking packing, bool? canLose) => new(uid, DicomUids.Find(uid)?.Name ?? uid, packing, canLose);
}
