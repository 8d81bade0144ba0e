using System.Buffers.Binary;

namespace MedAgg.Jobs.Archives;

/// <summary>A header block of a TAR (POSIX ustar, and what GNU and star made of it).</summary>
internal static class TarHeader
{
    public const int BlockBytes = 512;
    private const int ChecksumAt = 148;
    private const int ChecksumBytes = 8;

    public static bool IsZero(ReadOnlySpan<byte> block) => block.IndexOfAnyExcept((byte)0) < 0;

    public static char TypeOf(ReadOnlySpan<byte> block) => (char)block[156];

    /// <summary>Prefix and name as bytes, joined as POSIX says.</summary>
    public static byte[] NameOf(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> name = Text(block[..100]);
        bool isPosix = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        ReadOnlySpan<byte> prefix = isPosix ? Text(block.Slice(345, 155)) : [];
        return prefix.Length == 0 ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    /// <summary>Size in bytes; null when the field is not a number that a file can have.</summary>
    public static long? SizeOf(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> field = block.Slice(124, 12);
        if ((field[0] & 0x80) == 0)
            return Octal(field);

        // GNU: a big-endian two's complement number behind the first bit; nothing above 63 bits is a size.
        bool fits = field[0] == 0x80 && field[1..4].IndexOfAnyExcept((byte)0) < 0 && (field[4] & 0x80) == 0;
        return fits ? BinaryPrimitives.ReadInt64BigEndian(field[4..]) : null;
    }

    /// <summary>Whether the stated sum is that of the block, its own field taken as spaces; old programs summed signed bytes.</summary>
    public static bool HasRightChecksum(ReadOnlySpan<byte> block)
    {
        if (Octal(block.Slice(ChecksumAt, ChecksumBytes)) is not { } stated)
            return false;
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BlockBytes; i++)
        {
            byte b = i is >= ChecksumAt and < ChecksumAt + ChecksumBytes ? (byte)' ' : block[i];
            unsigned += b;
            signed += (sbyte)b;
        }

        return stated == unsigned || stated == signed;
    }

    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        bool hasDigit = false;
        foreach (byte b in field.TrimStart((byte)' '))
        {
            if (b is 0 or (byte)' ')
                break;
            if (b is < (byte)'0' or > (byte)'7')
                return null;
            value = (value << 3) | (uint)(b - '0');
            hasDigit = true;
        }

        return hasDigit ? value : null;
    }
}
