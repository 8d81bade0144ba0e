using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Jpeg;
using MedAgg.Imaging.Nifti;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Raster;
using MedAgg.Imaging.Sniffing;
using MedAgg.Imaging.Tiff;
using MedAgg.Imaging.Volumes;

namespace MedAgg.Imaging;

/// <summary>Opens the file that a header names as its voxel file, when it stands in the same folder of the same data set.</summary>
/// <param name="name">A bare file name without folder, for example <c>scan.img</c>.</param>
/// <returns>A source that the reader closes, or null when there is none.</returns>
public delegate ByteSource? OpenSibling(string name);

/// <summary>The door to all readers: bytes in, facts or pixels out. Bad data never throws.</summary>
public static class ImageReaders
{
    private const int HeadBytes = 4096;

    /// <summary>Recognises a file by its content and reads what it says about itself, without its pixels.</summary>
    /// <param name="source">The bytes; stays open.</param>
    /// <param name="path">Its name, for pairs and messages; never opened.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between two steps with <see cref="OperationCanceledException"/>, the only exception that leaves.</param>
    public static FileReading Inspect(ByteSource source, string path, ImagingLimits limits, CancellationToken cancellationToken) =>
        Inspect(source, path, limits, null, cancellationToken);

    /// <summary>The same, with a way to look at the other half of a .hdr/.img pair or the voxel file of a detached header.</summary>
    public static FileReading Inspect(ByteSource source, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        try
        {
            using ByteWindow window = new(source);
            FileReading reading = Read(window, path, limits, siblings, cancellationToken);
            ReadWarning? mismatch = reading.Kind.IsImage() ? NameClaim.Judge(path, reading.Kind) : null;
            return mismatch is null ? reading : reading with { Warnings = [.. reading.Warnings, mismatch] };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return new FileReading(path, source.Length, FileKind.Other) { Refusal = new Refusal(Codes.FileUnreadable, "The storage below the file failed while it was read.") };
        }
    }

    /// <summary>Every public DICOM element outside sequences and bulk data, by keyword: text trimmed, IS/DS/binary numbers as <see cref="long"/> or <see cref="double"/>,
    /// several values as a list, "" when present without value.</summary>
    public static Reading<IReadOnlyDictionary<string, object>> ReadDicomFields(
        ByteSource source, FileReading reading, ImagingLimits limits, CancellationToken cancellationToken) =>
        DicomDoor.Fields(source, reading, limits, cancellationToken);

    /// <summary>Reads stored values.</summary>
    /// <param name="source">The bytes that were inspected.</param>
    /// <param name="reading">What <see cref="Inspect(ByteSource, string, ImagingLimits, CancellationToken)"/> said of them.</param>
    /// <param name="frame">Frame, page, or slice of a volume (time points counted on), from 0; null for all of them.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    public static Reading<PixelArray> ReadPixels(
        ByteSource source, FileReading reading, int? frame, ImagingLimits limits, CancellationToken cancellationToken) =>
        ReadPixels(source, reading, frame, limits, null, cancellationToken);

    /// <summary>The same for headers whose voxels lie in another file.</summary>
    public static Reading<PixelArray> ReadPixels(
        ByteSource source, FileReading reading, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        PixelDoor.Read(source, reading, frame, limits, siblings, cancellationToken);

    private static FileReading Read(ByteWindow window, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> head = window.Peek(0, (int)Math.Min(window.Length, HeadBytes));
        // DICOM first: its preamble may look like anything.
        if (head.Length >= 132 && head[128..132].SequenceEqual("DICM"u8))
            return DicomReader.Inspect(window, new DicomStart(132, true, true, null), path, limits, cancellationToken);
        Sniffed sniffed = ContentSniffer.Sniff(head, window.Length);
        if (sniffed.Kind == FileKind.Other && sniffed.Subkind is Subkind.Binary or Subkind.Text && DicomStart.Find(window) is { } start)
            return DicomReader.Inspect(window, start, path, limits, cancellationToken);
        return sniffed.Kind switch
        {
            FileKind.Png => PngReader.Inspect(window, path, limits, cancellationToken),
            FileKind.Jpeg => JpegReader.Inspect(window, path, limits),
            FileKind.Tiff => TiffReader.Inspect(window, path, limits, cancellationToken),
            FileKind.Gif => GifReader.Inspect(window, path, limits, cancellationToken),
            FileKind.Bmp => BmpReader.Inspect(window, path, limits),
            FileKind.Webp => WebpReader.Inspect(window, path, limits),
            FileKind.Jp2 => Jp2Reader.Inspect(window, path, limits),
            FileKind.Pgm => NetpbmReader.Inspect(window, path, limits),
            FileKind.Nrrd => Volume(NrrdHeader.Read(window), window, path, FileKind.Nrrd, limits, siblings, cancellationToken),
            FileKind.MetaImage => Volume(MetaImageHeader.Read(window), window, path, FileKind.MetaImage, limits, siblings, cancellationToken),
            FileKind.Nifti or FileKind.Analyze => Nifti(window, path, false, sniffed.Kind, limits, siblings, cancellationToken),
            FileKind.Gzip => Gzip(window, path, limits, siblings, cancellationToken),
            FileKind.Other when sniffed.Subkind is Subkind.Npy => NpyReader.Inspect(window.Source, path),
            FileKind.Other => Other(window, path, sniffed.Subkind),
            _ => new FileReading(path, window.Length, sniffed.Kind),
        };
    }

    private static FileReading Nifti(ByteWindow window, string path, bool isCompressed, FileKind kind, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        FileReading reading = NiftiReader.Inspect(window.Source, path, isCompressed, kind, PairOf(path, siblings), limits, cancellationToken);
        return NameClaim.JudgeGzip(path, isCompressed) is { } warning ? reading with { Warnings = [.. reading.Warnings, warning] } : reading;
    }

    /// <summary>The .img beside a .hdr, plain or gzipped.</summary>
    internal static Func<ByteSource?>? PairOf(string path, OpenSibling? siblings)
    {
        if (siblings is null)
            return null;
        string name = path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        bool isPacked = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        string stem = Path.GetFileNameWithoutExtension(isPacked ? name[..^3] : name);
        return () => siblings(stem + ".img") ?? siblings(stem + ".img.gz") ?? siblings(stem + ".IMG");
    }

    private static FileReading Volume(Reading<VolumeHeader> header, ByteWindow window, string path, FileKind kind, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        header.IsRead
            ? header.Value.Reading(window, path, siblings is null ? null : name => siblings(name), limits, cancellationToken)
            : new FileReading(path, window.Length, kind) { Refusal = header.Refusal };

    private static FileReading Gzip(ByteWindow window, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        byte[] inner = GzipSniffer.Head(window.Source, out bool isDamaged);
        if (inner.Length >= 132 && inner.AsSpan(128, 4).SequenceEqual("DICM"u8))
            return DicomDoor.InspectGzip(window, path, limits, cancellationToken);
        Sniffed sniffed = ContentSniffer.Sniff(inner, inner.Length);
        if (sniffed.Kind is FileKind.Nifti or FileKind.Analyze)
            return Nifti(window, path, true, sniffed.Kind, limits, siblings, cancellationToken);
        Refusal? refusal = isDamaged && inner.Length == 0 ? new Refusal(Codes.ArchiveCorrupt, "The gzip stream is damaged.") : null;
        refusal ??= NameClaim.Of(path) is FileKind.Nifti or FileKind.DicomGz ? NameClaim.Refuse(path, sniffed.Subkind, Math.Max(1, inner.Length)) : null;
        string? subkind = sniffed.Kind == FileKind.Other ? sniffed.Subkind : sniffed.Kind == FileKind.Tar ? "tar" : sniffed.Kind.Name();
        return new FileReading(path, window.Length, FileKind.Gzip) { Subkind = subkind, Refusal = refusal };
    }

    private static FileReading Other(ByteWindow window, string path, string? subkind)
    {
        Refusal? refusal = NameClaim.Refuse(path, subkind, window.Length);
        ReadWarning? warning = refusal is null && subkind is not null ? ActiveContentCheck.Judge(window, subkind) : null;
        return new FileReading(path, window.Length, FileKind.Other) { Subkind = subkind, Refusal = refusal, Warnings = warning is null ? [] : [warning] };
    }
}
