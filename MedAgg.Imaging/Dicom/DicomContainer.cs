using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>What can hold elements or fragments.</summary>
internal enum ContainerKind
{
    Sequence,
    Item,
    Fragments,
}

/// <summary>An open sequence, item or run of fragments on the walker's stack.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="End">First byte behind it; that of its parent when its own length is undefined.</param>
/// <param name="IsUndefined">True when a delimiter ends it.</param>
/// <param name="Encoding">How elements inside are written.</param>
/// <param name="Item">Running number of the item.</param>
internal readonly record struct DicomContainer(ContainerKind Kind, long End, bool IsUndefined, DicomEncoding Encoding, int Item)
{
    /// <summary>Some writers put explicit items into implicit sequences and the other way round: the first element tells.</summary>
    public static DicomEncoding EncodingOf(ByteWindow window, DicomEncoding encoding, long value)
    {
        if (encoding.IsExplicit)
            return encoding;
        ReadOnlySpan<byte> head = window.Peek(value, 8);
        return head.Length == 8 && DicomVr.IsKnown((ushort)(head[4] | (head[5] << 8))) && !(head[6] == 0 && head[7] == 0 && !DicomVr.HasLongLength((ushort)(head[4] | (head[5] << 8))))
            ? encoding with { IsExplicit = true }
            : encoding;
    }
}
