using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MedAgg.Imaging.Dicom;

/// <summary>The head of one data element: tag, VR, length (PS3.5 section 7.1).</summary>
internal readonly record struct DicomHeader(uint Tag, ushort Vr, uint Length, int Size, bool IsFallback)
{
    public bool IsPrivate => (Tag & 0x10000) != 0;

    /// <summary>Reads 8 or 12 bytes. False when there are too few.</summary>
    /// <param name="bytes">At least 8 bytes, 12 for long forms.</param>
    /// <param name="encoding">Encoding of the container.</param>
    /// <param name="header">The head. <see cref="IsFallback"/> says that an explicit VR was no VR, so that the element was read as implicit.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, DicomEncoding encoding, out DicomHeader header)
    {
        header = default;
        if (bytes.Length < 8)
            return false;
        bool big = encoding.IsBigEndian;
        uint tag = ((uint)U16(bytes, big) << 16) | U16(bytes[2..], big);
        if (tag >> 16 == 0xFFFE)
        {
            header = new DicomHeader(tag, DicomVr.None, U32(bytes[4..], big), 8, false);
            return true;
        }
        if (!encoding.IsExplicit)
        {
            header = new DicomHeader(tag, DicomTags.Vr(tag), U32(bytes[4..], big), 8, false);
            return true;
        }
        ushort vr = (ushort)(bytes[4] | (bytes[5] << 8));
        if (!DicomVr.AreLetters(vr))
        {
            // Some writers put implicit elements into explicit data sets; only the element at hand is read so.
            header = new DicomHeader(tag, DicomTags.Vr(tag), U32(bytes[4..], big), 8, true);
            return true;
        }
        bool isLong = DicomVr.HasLongLength(vr);
        if (!isLong && !DicomVr.IsKnown(vr))
            isLong = bytes[6] == 0 && bytes[7] == 0 && bytes.Length >= 12 && U32(bytes[8..], big) != 0;
        if (!isLong)
        {
            header = new DicomHeader(tag, vr, U16(bytes[6..], big), 8, false);
            return true;
        }
        if (bytes.Length < 12)
            return false;
        header = new DicomHeader(tag, vr, U32(bytes[8..], big), 12, false);
        return true;
    }

    public static ushort U16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public static uint U32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public static ulong U64(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
