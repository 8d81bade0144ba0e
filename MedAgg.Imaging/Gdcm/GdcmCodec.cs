using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Gdcm;

/// <summary>JPEG, lossless JPEG, JPEG-LS and JPEG 2000 frames (PS3.5 annex A.4) through GDCM in a child process.</summary>
/// <remarks>
/// The child gets an instance made for it: the image pixel module and the frames, nothing of the patient. What it answers is read as any other file.
/// Values are those of the decoder: YBR_FULL and YBR_FULL_422 stay YBR, one chroma pair a pixel; YBR_ICT and YBR_RCT come out as RGB, since the
/// multiple component transform is part of the code stream (PS3.5 section 8.2.4).
/// </remarks>
internal static class GdcmCodec
{
    /// <summary>Ultrasound Multi-frame: GDCM writes several frames, of any depth and colour, in this class but not in that of single captures.</summary>
    private const string MultiFrame = "1.2.840.10008.5.1.4.1.1.3.1";
    private const string Input = "in.dcm";
    private const string Output = "out.dcm";
    private const string Differs = "The decoded frames have another size or depth than the data set declares.";
    private const long HeaderRoom = 64 * 1024;

    /// <summary>The converter maps its libraries and holds input, coefficients and output.</summary>
    private const long LeastMemory = 1L << 30;
    private const int MemoryPerOutputByte = 12;

    public static bool IsInstalled => GdcmTool.IsInstalled;

    public static bool Handles(TransferSyntax syntax) => syntax.Packing is PixelPacking.Jpeg or PixelPacking.JpegLossless or PixelPacking.JpegLs or PixelPacking.Jpeg2000;

    /// <summary>Decodes some frames into interleaved little-endian samples.</summary>
    /// <param name="coded">One code stream a frame.</param>
    /// <param name="facts">What the data set says of the image.</param>
    /// <param name="target">Receives exactly these frames.</param>
    /// <param name="limits">Time and memory of the child.</param>
    /// <param name="cancellationToken">Ends the child.</param>
    public static Refusal? Decode(IReadOnlyList<byte[]> coded, ImageFacts facts, Span<byte> target, ImagingLimits limits, CancellationToken cancellationToken)
    {
        // One bit a pixel is asked for as one byte a pixel, which is how stored values are handed out.
        int bits = facts.BitsAllocated <= 8 ? 8 : facts.BitsAllocated <= 16 ? 16 : 32;
        int stored = Math.Clamp(facts.BitsStored, 1, bits);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-codec-"); // for this user alone
        try
        {
            using (FileStream file = new(Path.Combine(folder.FullName, Input), FileMode.CreateNew, FileAccess.Write))
                Instance(coded, facts, bits, stored).Write(file);
            long memory = Math.Min(limits.MaxCodecMemoryBytes, LeastMemory + (MemoryPerOutputByte * (long)target.Length));
            string? problem = GdcmTool.Run(folder.FullName, Input, Output, target.Length + HeaderRoom, memory, TimeSpan.FromSeconds(limits.MaxCodecSeconds), cancellationToken);
            problem ??= Take(Path.Combine(folder.FullName, Output), coded.Count, facts, target, limits, cancellationToken);
            if (problem is not null)
                return new Refusal(Codes.DicomImageInvalid, problem);
            if (facts.IsSigned && bits <= 16 && Jpeg2000Precision.OfUnsigned(coded[0]) is { } precision && precision < bits)
                SignExtend(target, bits, precision);
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DicomWriter Instance(IReadOnlyList<byte[]> coded, ImageFacts facts, int bits, int stored)
    {
        DicomWriter writer = new DicomWriter()
            .Text("SOPClassUID", MultiFrame)
            .Text("SOPInstanceUID", "2.25.1")
            .Text("Modality", "OT")
            .Text("PhotometricInterpretation", facts.Photometric ?? (facts.SamplesPerPixel == 1 ? "MONOCHROME2" : "RGB"))
            .Number("SamplesPerPixel", facts.SamplesPerPixel)
            .Number("Rows", facts.Rows)
            .Number("Columns", facts.Columns)
            .Number("BitsAllocated", bits)
            .Number("BitsStored", stored)
            .Number("HighBit", stored - 1)
            .Number("PixelRepresentation", facts.IsSigned ? 1 : 0)
            .Fragments(facts.TransferSyntax!, coded);
        if (facts.SamplesPerPixel > 1)
            writer.Number("PlanarConfiguration", 0);
        return coded.Count > 1 ? writer.Number("NumberOfFrames", coded.Count) : writer;
    }

    private static string? Take(string path, int frames, ImageFacts wanted, Span<byte> target, ImagingLimits limits, CancellationToken cancellationToken)
    {
        using ByteSource source = ByteSource.Open(path);
        using ByteWindow window = new(source);
        if (DicomStart.Find(window) is not { } start)
            return "The decoder wrote no image.";
        using DicomFile file = DicomReader.Open(window, start, limits, cancellationToken);
        if (file.Set.Refusal is not null)
            return "The decoder wrote no image.";
        ImageFacts facts = DicomFactsReader.Read(file.Set, limits);
        if (facts.Rows != wanted.Rows || facts.Columns != wanted.Columns || facts.Frames != frames || facts.SamplesPerPixel != wanted.SamplesPerPixel)
            return Differs;
        Reading<PixelArray> pixels = DicomPixels.Read(file, facts, null, limits, null, cancellationToken);
        if (!pixels.IsRead)
            return pixels.Refusal.Message;
        if (pixels.Value.Bytes.Length != target.Length)
            return Differs;
        pixels.Value.Bytes.CopyTo(target);
        return null;
    }

    /// <summary>The stream says unsigned, the data set two's complement (PS3.5 section 8.2.4 demands agreement): the bits are those of the data set, so the top one is the sign.</summary>
    private static void SignExtend(Span<byte> target, int bits, int precision)
    {
        if (bits == 8)
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = (byte)((sbyte)(target[i] << (8 - precision)) >> (8 - precision));
            return;
        }
        foreach (ref short value in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(target))
            value = (short)((short)(value << (16 - precision)) >> (16 - precision));
    }
}
