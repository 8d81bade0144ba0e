using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Jpeg;

/// <summary>Takes the orientation out of EXIF (a TIFF directory); nothing else is kept of it.</summary>
internal static class ExifReader
{
    private const int MostEntries = 512;

    /// <param name="tiff">The TIFF structure, behind "Exif\0\0".</param>
    /// <param name="warnings">Receives what was odd.</param>
    public static int? Orientation(ReadOnlySpan<byte> tiff, WarningList warnings)
    {
        if (tiff.Length < 8)
            return null;
        bool big = tiff[0] == 'M';
        uint at = U32(tiff[4..], big);
        if (at > tiff.Length - 2)
        {
            warnings.Add(Codes.ImageMetadata, "The EXIF data point outside themselves.");
            return null;
        }
        int count = U16(tiff[(int)at..], big);
        int? orientation = null;
        for (int i = 0; i < Math.Min(count, MostEntries); i++)
        {
            long entry = at + 2 + (12L * i);
            if (entry + 12 > tiff.Length)
            {
                warnings.Add(Codes.ImageMetadata, "The EXIF directory is longer than its data.");
                break;
            }
            ReadOnlySpan<byte> field = tiff[(int)entry..];
            uint values = U32(field[4..], big);
            if (values > tiff.Length)
                warnings.Add(Codes.ImageMetadata, "An EXIF field claims more values than there are bytes.");
            if (U16(field, big) == 0x0112 && U16(field[2..], big) == 3)
                orientation = U16(field[8..], big);
        }
        return orientation is >= 1 and <= 8 ? orientation : null;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
