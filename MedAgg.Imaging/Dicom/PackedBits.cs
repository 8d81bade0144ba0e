using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>Samples that do not fill bytes: 1-bit (first pixel in the lowest bit) and 12-bit (PS3.5 section 8.1.1 and annex D).</summary>
internal static class PackedBits
{
    public static void Unpack(ByteSource source, long offset, long firstBit, int bits, Span<byte> target)
    {
        long from = firstBit / 8;
        int skip = (int)(firstBit % 8);
        int samples = bits == 1 ? target.Length : target.Length / 2;
        byte[] packed = new byte[(((long)samples * bits) + skip + 7) / 8];
        source.Read(offset + from, packed);
        if (bits == 1)
        {
            Spread(packed, skip, target);
            return;
        }
        for (int i = 0; i < samples; i++)
        {
            int bit = skip + (i * 12);
            int at = bit >> 3;
            int word = packed[at] | (at + 1 < packed.Length ? packed[at + 1] << 8 : 0) | (at + 2 < packed.Length ? packed[at + 2] << 16 : 0);
            int value = (word >> (bit & 7)) & 0xFFF;
            target[2 * i] = (byte)value;
            target[(2 * i) + 1] = (byte)(value >> 8);
        }
    }

    public static void Spread(ReadOnlySpan<byte> packed, int skip, Span<byte> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            int bit = skip + i;
            target[i] = (byte)((packed[bit >> 3] >> (bit & 7)) & 1);
        }
    }
}
