using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging;

/// <summary>Opens the file that a header names as its voxel file, when it stands in the same folder of the same data set.</summary>
/// <param name="name">A bare file name without folder, for example <c>scan.img</c>.</param>
/// <returns>A source that the reader closes, or null when there is none.</returns>
public delegate ByteSource? OpenSibling(string name);

/// <summary>The door to all readers: bytes in, facts or pixels out. Bad data never throws.</summary>
public static class ImageReaders
{
    /// <summary>Recognises a file by its content and reads what it says about itself, without its pixels.</summary>
    /// <param name="source">The bytes; stays open.</param>
    /// <param name="path">Its name, for pairs and messages; never opened.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between two steps with <see cref="OperationCanceledException"/>, the only exception that leaves.</param>
    public static FileReading Inspect(ByteSource source, string path, ImagingLimits limits, CancellationToken cancellationToken) =>
        Inspect(source, path, limits, null, cancellationToken);

    /// <summary>The same, with a way to look at the other half of a .hdr/.img pair or the voxel file of a detached header.</summary>
    public static FileReading Inspect(ByteSource source, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        new(path, source.Length, FileKind.Other);

    /// <summary>Every public DICOM element outside sequences and bulk data, by keyword: text trimmed, IS/DS/binary numbers as <see cref="long"/> or <see cref="double"/>,
    /// several values as a list, "" when present without value.</summary>
    public static Reading<IReadOnlyDictionary<string, object>> ReadDicomFields(
        ByteSource source, FileReading reading, ImagingLimits limits, CancellationToken cancellationToken) =>
        new Refusal(Codes.CodecUnsupported, "Not read.");

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
        new Refusal(Codes.CodecUnsupported, "Not read.");
}
