using System.Buffers.Binary;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Nifti;

/// <summary>Reads the 348 bytes of NIfTI-1 and ANALYZE 7.5 or the 540 of NIfTI-2 (nifti1.h, nifti2.h), in either byte order.</summary>
internal static class NiftiHeader
{
    public const int Size1 = 348;
    public const int Size2 = 540;

    /// <summary>The header as written; null when the bytes are too few.</summary>
    public static NiftiFacts? Read(ReadOnlySpan<byte> head, bool isCompressed, WarningList warnings)
    {
        if (head.Length < Size1)
            return null;
        bool isTwo = head[4..8].SequenceEqual("n+2\0"u8) || head[4..8].SequenceEqual("ni2\0"u8);
        if (isTwo)
            return head.Length < Size2 ? null : Two(head, isCompressed, warnings);
        return One(head, isCompressed, warnings);
    }

    private static NiftiFacts One(ReadOnlySpan<byte> head, bool isCompressed, WarningList warnings)
    {
        bool hasMagic = head[344] == 'n';
        bool big = BinaryPrimitives.ReadInt32LittleEndian(head) != Size1
            && (BinaryPrimitives.ReadInt32BigEndian(head) == Size1 || (ushort)BinaryPrimitives.ReadInt16LittleEndian(head[40..]) > 7);
        if (S32(head, 0, big) != Size1)
            warnings.Add(Codes.NiftiMalformed, "The header does not begin with its size.");
        long[] dim = new long[8];
        double[] pixDim = new double[8];
        for (int i = 0; i < 8; i++)
        {
            dim[i] = S16(head, 40 + (2 * i), big);
            pixDim[i] = F32(head, 76 + (4 * i), big);
        }
        float offset = F32(head, 108, big);
        NiftiFacts facts = new()
        {
            Version = hasMagic ? 1 : 0,
            Dim = dim,
            PixDim = pixDim,
            DataType = S16(head, 70, big),
            BitPix = S16(head, 72, big),
            QformCode = hasMagic ? S16(head, 252, big) : 0,
            SformCode = hasMagic ? S16(head, 254, big) : 0,
            Affine = [],
            Slope = hasMagic ? F32(head, 112, big) : 0,
            Intercept = hasMagic ? F32(head, 116, big) : 0,
            VoxOffset = float.IsFinite(offset) && Math.Abs(offset) < 1e15 ? (long)offset : long.MinValue,
            IntentCode = hasMagic ? S16(head, 68, big) : 0,
            XyztUnits = hasMagic ? head[123] : 0,
            CalMax = F32(head, 124, big),
            CalMin = F32(head, 128, big),
            Description = Text(head.Slice(148, 80)),
            AuxFile = Text(head.Slice(228, 24)),
            IntentName = hasMagic ? Text(head.Slice(328, 16)) : null,
            ByteOrder = big ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
            IsPair = !hasMagic || head[345] == 'i',
            IsCompressed = isCompressed,
        };
        double[] srow = new double[12];
        for (int i = 0; i < 12; i++)
            srow[i] = F32(head, 280 + (4 * i), big);
        double[] quaternion = [F32(head, 256, big), F32(head, 260, big), F32(head, 264, big), F32(head, 268, big), F32(head, 272, big), F32(head, 276, big)];
        short[]? origin = hasMagic ? null : [S16(head, 253, big), S16(head, 255, big), S16(head, 257, big)];
        return NiftiAffine.With(facts, srow, quaternion, origin, warnings);
    }

    private static NiftiFacts Two(ReadOnlySpan<byte> head, bool isCompressed, WarningList warnings)
    {
        bool big = BinaryPrimitives.ReadInt32LittleEndian(head) != Size2;
        if (S32(head, 0, big) != Size2)
            warnings.Add(Codes.NiftiMalformed, "The header does not begin with its size.");
        long[] dim = new long[8];
        double[] pixDim = new double[8];
        for (int i = 0; i < 8; i++)
        {
            dim[i] = S64(head, 16 + (8 * i), big);
            pixDim[i] = F64(head, 104 + (8 * i), big);
        }
        NiftiFacts facts = new()
        {
            Version = 2,
            Dim = dim,
            PixDim = pixDim,
            DataType = S16(head, 12, big),
            BitPix = S16(head, 14, big),
            QformCode = S32(head, 344, big),
            SformCode = S32(head, 348, big),
            Affine = [],
            Slope = F64(head, 176, big),
            Intercept = F64(head, 184, big),
            VoxOffset = S64(head, 168, big),
            IntentCode = S32(head, 504, big),
            XyztUnits = S32(head, 500, big),
            CalMax = F64(head, 192, big),
            CalMin = F64(head, 200, big),
            Description = Text(head.Slice(240, 80)),
            AuxFile = Text(head.Slice(320, 24)),
            IntentName = Text(head.Slice(508, 16)),
            ByteOrder = big ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
            IsPair = head[5] == 'i',
            IsCompressed = isCompressed,
        };
        double[] srow = new double[12];
        for (int i = 0; i < 12; i++)
            srow[i] = F64(head, 400 + (8 * i), big);
        double[] quaternion = [F64(head, 352, big), F64(head, 360, big), F64(head, 368, big), F64(head, 376, big), F64(head, 384, big), F64(head, 392, big)];
        return NiftiAffine.With(facts, srow, quaternion, null, warnings);
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        string text = Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).Trim();
        return text.Length == 0 ? null : text;
    }

    private static short S16(ReadOnlySpan<byte> head, int at, bool big) => big ? BinaryPrimitives.ReadInt16BigEndian(head[at..]) : BinaryPrimitives.ReadInt16LittleEndian(head[at..]);

    private static int S32(ReadOnlySpan<byte> head, int at, bool big) => big ? BinaryPrimitives.ReadInt32BigEndian(head[at..]) : BinaryPrimitives.ReadInt32LittleEndian(head[at..]);

    private static long S64(ReadOnlySpan<byte> head, int at, bool big) => big ? BinaryPrimitives.ReadInt64BigEndian(head[at..]) : BinaryPrimitives.ReadInt64LittleEndian(head[at..]);

    private static float F32(ReadOnlySpan<byte> head, int at, bool big) => BitConverter.Int32BitsToSingle(S32(head, at, big));

    private static double F64(ReadOnlySpan<byte> head, int at, bool big) => BitConverter.Int64BitsToDouble(S64(head, at, big));
}
