using System.Runtime.CompilerServices;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// A decoding table of one Huffman code of deflate (RFC 1951, 3.2.2): a first level that a few bits look up, and second levels for the long codes.
/// Each entry says at once what stands there and how many bits it took; two short literals in a row share one entry.
/// </summary>
internal sealed class InflateTable
{
    /// <summary>Set in the entries of literals: one or two bytes.</summary>
    public const uint Literal = 0x8000_0000;

    /// <summary>Set where a code leads to a second level.</summary>
    public const uint Second = 0x4000_0000;

    /// <summary>Set in the entry that ends a block.</summary>
    public const uint End = 0x2000_0000;

    /// <summary>The lowest six bits: how many bits the code took.</summary>
    public const uint BitsMask = 63;

    private const int MostBits = 15;

    private readonly uint[] _entries;
    private readonly int _firstBits;
    private readonly int[] _counts = new int[MostBits + 1];
    private readonly int[] _nextCode = new int[MostBits + 1];

    /// <param name="firstBits">Bits that look up the first level.</param>
    /// <param name="symbols">Most symbols of the code.</param>
    public InflateTable(int firstBits, int symbols)
    {
        _firstBits = firstBits;
        // Every long code may need a second level of its own.
        _entries = new uint[(1 << firstBits) + (symbols << (MostBits - firstBits))];
    }

    /// <summary>First level, then the second ones.</summary>
    public ReadOnlySpan<uint> Entries => _entries;

    /// <summary>Builds the table.</summary>
    /// <param name="lengths">Bits of each symbol's code; 0 for symbols without one.</param>
    /// <param name="meanings">What stands in the entry of each symbol, the lowest six bits empty.</param>
    /// <returns>False when the lengths are those of no code.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Build(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> meanings)
    {
        if (!Count(lengths, out int longest))
            return false;
        int first = 1 << _firstBits;
        _entries.AsSpan(0, first).Clear();
        int free = first;
        int secondBits = Math.Max(0, longest - _firstBits);
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int bits = lengths[symbol];
            if (bits == 0)
                continue;
            int code = Reverse(_nextCode[bits]++, bits);
            uint entry = meanings[symbol] | (uint)bits;
            if (bits <= _firstBits)
            {
                for (int i = code; i < first; i += 1 << bits)
                    _entries[i] = entry;
                continue;
            }

            int prefix = code & (first - 1);
            if (_entries[prefix] == 0)
            {
                _entries.AsSpan(free, 1 << secondBits).Clear();
                _entries[prefix] = Second | ((uint)free << 8) | (uint)secondBits;
                free += 1 << secondBits;
            }

            int begin = (int)((_entries[prefix] & ~Second) >> 8);
            for (int i = code >> _firstBits; i < 1 << secondBits; i += 1 << (bits - _firstBits))
                _entries[begin + i] = entry;
        }

        return true;
    }

    /// <summary>Lets entries of a short literal say the next one, too, where its whole code is among the bits that were looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PairLiterals()
    {
        // From the end: an entry only looks at earlier ones, which are still single.
        for (int i = (1 << _firstBits) - 1; i >= 0; i--)
        {
            uint one = _entries[i];
            if ((one & Literal) == 0)
                continue;
            int bits = (int)(one & BitsMask);
            uint two = _entries[i >> bits];
            int both = bits + (int)(two & BitsMask);
            if ((two & Literal) != 0 && both <= _firstBits)
                _entries[i] = PairOf(one, two, both);
        }
    }

    /// <summary>The entry of a literal.</summary>
    public static uint LiteralOf(int value) => Literal | ((uint)value << 8) | (1U << 6);

    // Layout of literals: bits 0-5 length, 6-7 how many, 8-15 the first, 16-23 the second.
    private static uint PairOf(uint one, uint two, int bits) => Literal | (one & 0xFF00) | ((two & 0xFF00) << 8) | (2U << 6) | (uint)bits;

    /// <summary>A code must use all its room; only a code of one symbol of one bit may leave the other half empty.</summary>
    private bool Count(ReadOnlySpan<byte> lengths, out int longest)
    {
        Array.Clear(_counts);
        foreach (byte length in lengths)
            _counts[length]++;
        _counts[0] = 0;
        int left = 1;
        int code = 0;
        longest = 0;
        for (int bits = 1; bits <= MostBits; bits++)
        {
            left = (left << 1) - _counts[bits];
            if (left < 0)
                return false;
            code = (code + _counts[bits - 1]) << 1;
            _nextCode[bits] = code;
            longest = _counts[bits] > 0 ? bits : longest;
        }

        return left == 0 || longest <= 1;
    }

    private static int Reverse(int code, int bits)
    {
        int reversed = 0;
        for (int i = 0; i < bits; i++)
        {
            reversed = (reversed << 1) | (code & 1);
            code >>= 1;
        }

        return reversed;
    }
}
