using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>How elements are written (PS3.5 section 7.1 and 7.3).</summary>
internal readonly record struct DicomEncoding(bool IsExplicit, bool IsBigEndian);

/// <summary>Where a DICOM file begins.</summary>
/// <param name="Offset">First element: of the file meta information, or of the data set where there is none.</param>
/// <param name="HasPreamble">128 bytes and DICM (PS3.10 section 7.1).</param>
/// <param name="HasMagic">DICM was found, behind a preamble or at the very start.</param>
/// <param name="Bare">Encoding of a data set without file meta information, found by trying; null otherwise.</param>
internal readonly record struct DicomStart(long Offset, bool HasPreamble, bool HasMagic, DicomEncoding? Bare)
{
    private const int ElementsToBeSure = 3;

    public static DicomStart? Find(ByteWindow window)
    {
        ReadOnlySpan<byte> head = window.Peek(0, 136);
        if (head.Length >= 132 && head[128..132].SequenceEqual("DICM"u8))
            return new DicomStart(132, true, true, null);
        if (head.StartsWith("DICM"u8))
            return new DicomStart(4, false, true, null);
        if (head.Length < 8)
            return null;
        if (BinaryPrimitives.ReadUInt16LittleEndian(head) == 2 && LooksMeta(window))
            return new DicomStart(0, false, false, null);
        foreach (DicomEncoding encoding in (ReadOnlySpan<DicomEncoding>)[new(true, false), new(true, true), new(false, false)])
        {
            if (Looks(window, encoding))
                return new DicomStart(0, false, false, encoding);
        }
        return null;
    }

    /// <summary>True when the first element is one of the file meta information with its own VR; what follows may be written in any encoding.</summary>
    private static bool LooksMeta(ByteWindow window) =>
        DicomHeader.TryRead(window.Peek(0, 12), new DicomEncoding(true, false), out DicomHeader header)
        && DicomTags.IsPublic(header.Tag) && header.Vr == DicomTags.Vr(header.Tag) && header.Length <= window.Length - header.Size;

    /// <summary>True when the first elements have rising, known tags and lengths that fit.</summary>
    private static bool Looks(ByteWindow window, DicomEncoding encoding)
    {
        long at = 0;
        uint last = 0;
        for (int i = 0; i < ElementsToBeSure; i++)
        {
            ReadOnlySpan<byte> bytes = window.Peek(at, 12);
            if (!DicomHeader.TryRead(bytes, encoding, out DicomHeader header) || header.Tag <= last || header.IsFallback)
                return false;
            uint group = header.Tag >> 16;
            if (i == 0 && (group is < 2 or > 0x10 || (group & 1) != 0))
                return false;
            if (!DicomTags.IsPublic(header.Tag) && (header.Tag & 0xFFFF) != 0 && !header.IsPrivate)
                return false;
            if (header.Length == DicomElement.Undefined)
                return i > 0;
            at += header.Size + header.Length;
            if (at > window.Length)
                return false;
            if (at == window.Length)
                return i > 0;
            last = header.Tag;
        }
        return true;
    }
}
