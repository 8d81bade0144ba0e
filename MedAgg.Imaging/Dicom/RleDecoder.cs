using System.Buffers.Binary;

namespace MedAgg.Imaging.Dicom;

/// <summary>RLE Lossless (PS3.5 annex G): PackBits in up to fifteen segments.</summary>
internal static class RleDecoder
{
    /// <summary>Decodes every segment into its plane. Answers a problem or null.</summary>
    /// <param name="frame">Header and segments.</param>
    /// <param name="planes">Receives <paramref name="segments"/> planes.</param>
    /// <param name="segments">Planes that the image needs.</param>
    /// <param name="planeBytes">Bytes of one.</param>
    public static string? Decode(ReadOnlySpan<byte> frame, Span<byte> planes, int segments, int planeBytes)
    {
        if (frame.Length < 64)
            return "An RLE frame is shorter than its header.";
        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (declared != segments)
            return $"An RLE frame has {declared} segments, the image needs {segments}.";
        for (int i = 0; i < segments; i++)
        {
            uint from = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (4 * i))..]);
            uint to = i + 1 < segments ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + (4 * i))..]) : (uint)frame.Length;
            if (from < 64 || from > frame.Length || to < from || to > frame.Length)
                return "An RLE segment lies outside its frame.";
            if (!Segment(frame[(int)from..(int)to], planes.Slice(i * planeBytes, planeBytes)))
                return "An RLE segment ends before its plane is full.";
        }
        return null;
    }

    private static bool Segment(ReadOnlySpan<byte> packed, Span<byte> plane)
    {
        int at = 0;
        int done = 0;
        while (done < plane.Length && at < packed.Length)
        {
            int code = (sbyte)packed[at++];
            if (code >= 0)
            {
                int count = Math.Min(code + 1, Math.Min(packed.Length - at, plane.Length - done));
                packed.Slice(at, count).CopyTo(plane[done..]);
                at += code + 1;
                done += count;
            }
            else if (code != -128)
            {
                if (at >= packed.Length)
                    break;
                int count = Math.Min(1 - code, plane.Length - done);
                plane.Slice(done, count).Fill(packed[at++]);
                done += count;
            }
        }
        return done == plane.Length;
    }
}
