using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>The short way through a data set: elements of its top level, explicit little endian, that lie ready in the window. Nearly all of nearly every file.</summary>
internal static class DicomPlainElements
{
    private const uint BehindMeta = 0x00080000;
    private const uint GroupOfPixels = 0x7FE00000;

    /// <summary>Notes plain elements from <paramref name="at"/> on and stops before whatever is not plain (sequences, pixel data, odd lengths, no VR, the end of what is ready).</summary>
    /// <param name="elements">Elements so far, counted on.</param>
    /// <returns>Where the first element lies that the long way has to judge.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Read(DicomDataSet set, long at, ref int elements, ImagingLimits limits, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> bytes = set.Window.Ready(at);
        ReadOnlySpan<byte> traits = DicomVr.Traits;
        long left = set.Window.Length - at;
        long most = Math.Min(limits.MaxDicomValueBytesNonpixel, left);
        int inside = 0;
        while (bytes.Length - inside >= 12)
        {
            ReadOnlySpan<byte> head = bytes.Slice(inside, 12);
            uint tag = BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(head), 16);
            ushort vr = BinaryPrimitives.ReadUInt16LittleEndian(head[4..]);
            if (tag < BehindMeta || tag >= GroupOfPixels || !DicomVr.AreLetters(vr))
                break;
            byte trait = traits[DicomVr.Slot(vr)];
            if ((trait & (DicomVr.KnownTrait | DicomVr.NestingTrait)) != DicomVr.KnownTrait)
                break;
            bool isLong = (trait & DicomVr.LongTrait) != 0;
            uint length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
            int size = isLong ? 12 : 8;
            if (length > most || inside + size + (long)length > left || (length & (uint)(trait >> DicomVr.LengthMaskShift)) != 0 || elements >= limits.MaxDicomElements)
                break;
            if (++elements % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            set.AddTop(new DicomElement(tag, vr, 0, at + inside + size, length, 0));
            if (length > (uint)(bytes.Length - inside - size))
                return at + inside + size + length;
            inside += size + (int)length;
        }
        return at + inside;
    }
}
