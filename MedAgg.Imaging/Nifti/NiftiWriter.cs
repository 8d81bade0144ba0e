using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Nifti;

/// <summary>Writes a stack of DICOM slices as one NIfTI-1 file (nifti1.h), little endian, with the voxels and the affine that dcm2niix gives it.</summary>
/// <remarks>
/// Rows are written from the last to the first, slices along the normal, so that an axial series runs to the left, to the front, to the head (LAS). Stored values stay as they are and
/// scl_slope and scl_inter carry the rescale (PS3.3 section C.11.1); where it differs from slice to slice the voxels are rescaled 32-bit floats.
/// </remarks>
public static class NiftiWriter
{
    private const int VoxelOffset = 352;
    private const int Millimetres = 2;
    private const int MillimetresAndSeconds = 10;

    /// <summary>Writes a volume, or says why it is none; in that case nothing was written, unless the pixels of a later slice cannot be read.</summary>
    /// <param name="stream">Receives an uncompressed .nii.</param>
    /// <param name="volume">A stack of <see cref="SeriesGeometry"/>; its slices must be evenly spaced.</param>
    /// <param name="facts">Facts of a file by its key.</param>
    /// <param name="pixels">Stored values of a file by its key and frame, shape [rows, columns].</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    public static Refusal? Write(Stream stream, SeriesVolume volume, Func<string, ImageFacts> facts, Func<string, int, Reading<PixelArray>> pixels, CancellationToken cancellationToken)
    {
        if (!volume.IsUniform)
            return Refuse("The slices are not evenly spaced, which a NIfTI file cannot tell.");
        ImageFacts first = facts(volume.Keys[0]);
        if (first.SamplesPerPixel != 1 || first.Dicom is null || first.Spacing is not { } spacing || first.Rows > short.MaxValue || first.Columns > short.MaxValue)
            return Refuse("Colour, a missing pixel spacing, or more than 32,767 rows or columns cannot be written as NIfTI.");
        List<(string Key, int Frame)> planes = [.. volume.Keys.Zip(volume.Frames)];
        (double Slope, double Intercept) scale = Rescale(first, volume.Frames[0]);
        bool isScaledAlike = planes.TrueForAll(p => facts(p.Key) is var other && Rescale(other, p.Frame) == scale && other.BitsStored == first.BitsStored && other.IsSigned == first.IsSigned);
        PixelType type = isScaledAlike && !first.IsFloat ? Stored(first) : PixelType.F32;
        if (!isScaledAlike || first.IsFloat)
            scale = (1, 0);
        stream.Write(Header(volume, spacing, type, scale, first.Dicom.RepetitionTime));
        foreach ((string key, int frame) in planes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Reading<PixelArray> plane = pixels(key, frame);
            if (!plane.IsRead)
                return plane.Refusal;
            if (plane.Value.Shape is not [int rows, int columns] || rows != volume.Rows || columns != volume.Columns || plane.Value.Count != (long)rows * columns)
                return Refuse("A slice has another shape than the volume.");
            stream.Write(Voxels(plane.Value, type, isScaledAlike ? (1, 0) : Rescale(facts(key), frame)));
        }
        return null;
    }

    /// <summary>Columns of the affine: along a row, up a column, along the normal; LPS to RAS turns the first two coordinates round (PS3.3 section C.7.6.2.1.1, nifti1.h method 3).</summary>
    internal static double[] Affine(SeriesVolume volume, SpacingMm spacing)
    {
        IReadOnlyList<double> origin = volume.OriginMm;
        IReadOnlyList<double> o = volume.Orientation;
        double[] affine = new double[12];
        for (int axis = 0; axis < 3; axis++)
        {
            double sign = axis < 2 ? -1 : 1;
            double across = o[axis] * spacing.Column;
            double down = o[axis + 3] * spacing.Row;
            affine[axis * 4] = sign * across;
            affine[(axis * 4) + 1] = -sign * down;
            affine[(axis * 4) + 2] = sign * volume.Normal[axis] * Step(volume);
            affine[(axis * 4) + 3] = sign * (origin[axis] + (down * (volume.Rows - 1)));
        }
        return affine;
    }

    private static double Step(SeriesVolume volume) => (volume.PositionsMm[^1] - volume.PositionsMm[0]) / (volume.PositionsMm.Count - 1);

    /// <summary>Of the frame's functional groups (PS3.3 section C.7.6.16.2.9), else of the file.</summary>
    private static (double Slope, double Intercept) Rescale(ImageFacts facts, int frame)
    {
        DicomFrame? own = frame < facts.Dicom?.FrameGeometry.Count ? facts.Dicom.FrameGeometry[frame] : null;
        double? slope = own?.RescaleSlope ?? facts.Dicom?.RescaleSlope;
        return (slope is null or 0 ? 1 : slope.Value, own?.RescaleIntercept ?? facts.Dicom?.RescaleIntercept ?? 0);
    }

    private static PixelType Stored(ImageFacts facts) => (facts.BitsAllocated, facts.IsSigned) switch
    {
        ( <= 8, false) => PixelType.U8,
        ( <= 8, true) => PixelType.I16,
        ( <= 16, false) when facts.BitsStored == 16 => PixelType.U16,
        ( <= 16, _) => PixelType.I16,
        (_, false) => PixelType.U32,
        _ => PixelType.I32,
    };

    private static byte[] Header(SeriesVolume volume, SpacingMm spacing, PixelType type, (double Slope, double Intercept) scale, double? repetitionMs)
    {
        byte[] head = new byte[VoxelOffset];
        bool isTimed = volume.TimePoints > 1;
        WriteS32(head, 0, 348);
        head[38] = (byte)'r';
        int[] dim = [isTimed ? 4 : 3, volume.Columns, volume.Rows, volume.PositionsMm.Count, volume.TimePoints, 1, 1, 1];
        double[] affine = Affine(volume, spacing);
        double[] quaternion = NiftiQuaternion.Of(affine, out double qfac);
        double[] pixDim = [qfac, spacing.Column, spacing.Row, Step(volume), !isTimed ? 0 : repetitionMs is > 0 and { } ms ? ms / 1000 : 1, 0, 0, 0];
        for (int i = 0; i < 8; i++)
        {
            WriteS16(head, 40 + (2 * i), dim[i]);
            WriteF32(head, 76 + (4 * i), pixDim[i]);
        }
        WriteS16(head, 70, Code(type));
        WriteS16(head, 72, type.SizeBytes() * 8);
        WriteF32(head, 108, VoxelOffset);
        WriteF32(head, 112, scale.Slope);
        WriteF32(head, 116, scale.Intercept);
        head[123] = (byte)(isTimed ? MillimetresAndSeconds : Millimetres);
        "MedAgg"u8.CopyTo(head.AsSpan(148));
        WriteS16(head, 252, 1);
        WriteS16(head, 254, 1);
        for (int i = 0; i < 3; i++)
        {
            WriteF32(head, 256 + (4 * i), quaternion[i]);
            WriteF32(head, 268 + (4 * i), affine[(4 * i) + 3]);
        }
        for (int i = 0; i < 12; i++)
            WriteF32(head, 280 + (4 * i), affine[i]);
        "n+1\0"u8.CopyTo(head.AsSpan(344));
        return head;
    }

    /// <summary>One slice, last row first.</summary>
    private static byte[] Voxels(PixelArray plane, PixelType type, (double Slope, double Intercept) scale)
    {
        int rows = plane.Shape[0];
        int columns = plane.Shape[1];
        byte[] voxels = new byte[(long)rows * columns * type.SizeBytes()];
        bool isSame = plane.Type.SizeBytes() == type.SizeBytes() && type != PixelType.F32;
        int line = columns * type.SizeBytes();
        for (int y = 0; y < rows; y++)
        {
            Span<byte> to = voxels.AsSpan((rows - 1 - y) * line, line);
            if (isSame)
            {
                plane.Bytes.AsSpan(y * line, line).CopyTo(to);
                continue;
            }
            for (int x = 0; x < columns; x++)
                Put(to[(x * type.SizeBytes())..], type, (PixelValue.At(plane, (y * columns) + x) * scale.Slope) + scale.Intercept);
        }
        return voxels;
    }

    /// <summary>Values that the type cannot hold become its nearest.</summary>
    private static void Put(Span<byte> to, PixelType type, double value)
    {
        switch (type)
        {
            case PixelType.U8:
                to[0] = (byte)Math.Clamp(value, byte.MinValue, byte.MaxValue);
                break;
            case PixelType.I16:
                BinaryPrimitives.WriteInt16LittleEndian(to, (short)Math.Clamp(value, short.MinValue, short.MaxValue));
                break;
            case PixelType.U16:
                BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)Math.Clamp(value, ushort.MinValue, ushort.MaxValue));
                break;
            case PixelType.I32:
                BinaryPrimitives.WriteInt32LittleEndian(to, (int)Math.Clamp(value, int.MinValue, int.MaxValue));
                break;
            case PixelType.U32:
                BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)Math.Clamp(value, uint.MinValue, uint.MaxValue));
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(to, (float)value);
                break;
        }
    }

    /// <summary>DT_… of nifti1.h.</summary>
    private static int Code(PixelType type) => type switch
    {
        PixelType.U8 => 2,
        PixelType.I16 => 4,
        PixelType.I32 => 8,
        PixelType.U16 => 512,
        PixelType.U32 => 768,
        _ => 16,
    };

    private static void WriteS16(byte[] head, int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(at), (short)value);

    private static void WriteS32(byte[] head, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at), value);

    private static void WriteF32(byte[] head, int at, double value) => BinaryPrimitives.WriteSingleLittleEndian(head.AsSpan(at), (float)value);

    private static Refusal Refuse(string message) => new(Codes.VolumeMalformed, message);
}
