using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Numpy;

/// <summary>
/// A NumPy array file, item by item along its first axis. Whatever order the file has, values come little-endian and in C order, half floats as
/// float32, truth values as uint8.
/// </summary>
public sealed class NpyArray
{
    /// <summary>Bytes of one item that are taken into memory at most; the same bound holds for a whole array in Fortran order.</summary>
    public const int MostItemBytes = 1 << 30;

    private readonly ByteSource _source;
    private readonly string _name;
    private byte[]? _all;

    private NpyArray(ByteSource source, string name, NpyHeader header)
    {
        _source = source;
        _name = name;
        Header = header;
    }

    /// <summary>What the head says.</summary>
    public NpyHeader Header { get; }

    /// <summary>Items along the first axis; 1 for a single value.</summary>
    public long Items => Header.Shape.Count == 0 ? 1 : Header.Shape[0];

    /// <summary>Extents of one item, outermost first.</summary>
    public IReadOnlyList<long> ItemShape => [.. Header.Shape.Skip(1)];

    /// <summary>Values of one item.</summary>
    public long ItemCount => ItemShape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Opens a file that stays the caller's.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">Its name, for sentences.</param>
    /// <returns>The refusals of <see cref="NpyHeader.Read"/>, and <c>ARRAY_TOO_LARGE</c>.</returns>
    /// <exception cref="IOException">The storage below failed.</exception>
    public static Reading<NpyArray> Open(ByteSource source, string name)
    {
        Reading<NpyHeader> header = NpyHeader.Read(source, name);
        if (!header.IsRead)
            return header.Refusal;
        NpyArray array = new(source, name, header.Value);
        long held = header.Value.IsFortran ? header.Value.Count * header.Value.StoredBytes : array.ItemCount * header.Value.StoredBytes;
        return held > MostItemBytes
            ? new Refusal(Codes.ArrayTooLarge, $"'{name}' would take {held} bytes of memory at once; at most {MostItemBytes} are taken.")
            : array;
    }

    /// <summary>Reads one item.</summary>
    /// <param name="item">0 … <see cref="Items"/>-1.</param>
    /// <returns>The bytes of its values; refusal <c>ARRAY_TRUNCATED</c> when the file ends before them.</returns>
    /// <exception cref="IOException">The storage below failed.</exception>
    public Reading<byte[]> Item(long item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Items);
        int width = Header.StoredBytes;
        byte[] stored = new byte[ItemCount * width];
        if (!Header.IsFortran || Header.Shape.Count <= 1)
        {
            if (_source.Read(Header.DataOffset + item * stored.LongLength, stored) < stored.Length)
                return Truncated();
            return Plain(stored);
        }

        if (_all is null)
        {
            byte[] all = new byte[Header.Count * width];
            if (_source.Read(Header.DataOffset, all) < all.Length)
                return Truncated();
            _all = all;
        }

        Gather(_all, stored, item, width);
        return Plain(stored);
    }

    /// <summary>Reads one item as numbers.</summary>
    /// <param name="item">0 … <see cref="Items"/>-1.</param>
    /// <returns>One number per value; refusals <c>ARRAY_TRUNCATED</c> when the file ends before them, <c>ARRAY_TYPE_UNSUPPORTED</c> for words.</returns>
    public Reading<double[]> Numbers(long item)
    {
        if (Header.IsText)
            return new Refusal(Codes.ArrayTypeUnsupported, $"'{_name}' holds words where numbers are wanted.");
        Reading<byte[]> bytes = Item(item);
        return bytes.IsRead ? NpyNumbers.Of(bytes.Value, Header.Type) : bytes.Refusal;
    }

    /// <summary>Reads one item as words; what a label array is asked for.</summary>
    /// <param name="item">0 … <see cref="Items"/>-1.</param>
    /// <returns>One word per value, numbers in their shortest form, empty where a number is not finite; refusal <c>ARRAY_TRUNCATED</c> when the file ends before them.</returns>
    public Reading<string[]> Words(long item)
    {
        if (Header.IsText)
        {
            Reading<byte[]> bytes = Item(item);
            return bytes.IsRead ? NpyWords.Of(bytes.Value, Header) : bytes.Refusal;
        }

        Reading<double[]> numbers = Numbers(item);
        return numbers.IsRead
            ? Array.ConvertAll(numbers.Value, number => double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "")
            : numbers.Refusal;
    }

    private Refusal Truncated() => new(Codes.ArrayTruncated, $"'{_name}' ends before its values do.");

    // Fortran order: the offset of (i0, i1, …) is i0 + n0·(i1 + n1·(i2 + …)). Items are walked in C order, the last axis fastest.
    private void Gather(byte[] all, byte[] target, long item, int width)
    {
        IReadOnlyList<long> shape = Header.Shape;
        long[] steps = new long[shape.Count];
        long step = 1;
        for (int axis = 0; axis < shape.Count; axis++)
        {
            steps[axis] = step;
            step *= shape[axis];
        }

        long[] index = new long[shape.Count];
        long from = item;
        for (long to = 0; to < target.LongLength; to += width)
        {
            all.AsSpan(checked((int)(from * width)), width).CopyTo(target.AsSpan((int)to));
            for (int axis = shape.Count - 1; axis > 0; axis--)
            {
                from += steps[axis];
                if (++index[axis] < shape[axis])
                    break;
                from -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    private byte[] Plain(byte[] stored)
    {
        if (Header.IsText)
            return stored;
        if (Header.IsBigEndian)
            Swap(stored, Header.StoredBytes);
        if (!Header.IsHalf)
            return stored;
        ReadOnlySpan<byte> halves = stored;
        byte[] floats = new byte[stored.Length * 2];
        for (int i = 0; i < stored.Length / 2; i++)
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(i * 4), (float)BinaryPrimitives.ReadHalfLittleEndian(halves[(i * 2)..]));
        return floats;
    }

    private static void Swap(byte[] bytes, int width)
    {
        switch (width)
        {
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<uint> doubles = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
            case 8:
                Span<ulong> quads = MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan());
                BinaryPrimitives.ReverseEndianness(quads, quads);
                break;
            default:
                break; // single bytes have no order
        }
    }
}
