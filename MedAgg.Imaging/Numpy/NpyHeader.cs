using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>What the head of a NumPy array file says (NEP 1, format versions 1.0, 2.0 and 3.0).</summary>
/// <param name="Stored">Type as the file stores it, for example <c>&gt;i2</c>.</param>
/// <param name="Type">Type of the values that are handed out: half floats become float32, truth values become uint8; of words the type of one character.</param>
/// <param name="StoredBytes">Bytes of one stored value.</param>
/// <param name="IsBigEndian">Whether stored values are big-endian.</param>
/// <param name="IsFortran">Whether the first axis runs fastest in the file.</param>
/// <param name="Shape">Extents from the outermost axis, each ≥ 0; empty for a single value.</param>
/// <param name="DataOffset">First byte of the values.</param>
public sealed record NpyHeader(string Stored, PixelType Type, int StoredBytes, bool IsBigEndian, bool IsFortran, IReadOnlyList<long> Shape, long DataOffset)
{
    private const int MostHeadBytes = 64 * 1024;
    private const int MostAxes = 32;
    private const int MostTextLength = 4096;

    /// <summary>Values in the array.</summary>
    public long Count => Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Whether the values are words: Unicode (<c>U</c>) or bytes (<c>S</c>) of one width, filled with zeros.</summary>
    public bool IsText => IsTextType(Stored);

    internal bool IsHalf => Stored.EndsWith("f2", StringComparison.Ordinal);

    /// <summary>Reads the head and holds it against the length of the file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">Its name, for the sentence of a refusal.</param>
    /// <returns>Refusals <c>ARRAY_MALFORMED</c>, <c>ARRAY_TRUNCATED</c>, <c>ARRAY_TOO_LARGE</c>, <c>ARRAY_HOLDS_OBJECTS</c>, <c>ARRAY_TYPE_UNSUPPORTED</c>.</returns>
    /// <exception cref="IOException">The storage below failed.</exception>
    public static Reading<NpyHeader> Read(ByteSource source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] start = new byte[12];
        int read = source.Read(0, start);
        if (read < 10 || start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
            return Malformed(name, "it does not begin as an array file does");
        int version = start[6];
        if (version is < 1 or > 3)
            return Malformed(name, $"format version {version} is unknown; 1 to 3 are read");
        int sizeBytes = version == 1 ? 2 : 4;
        if (read < 8 + sizeBytes)
            return Malformed(name, "its head is cut off");
        long length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (length is 0 or > MostHeadBytes)
            return new Refusal(Codes.ArrayTooLarge, $"'{name}' has a head of {length} bytes; at most {MostHeadBytes} are read.");
        byte[] head = new byte[length];
        long offset = 8 + sizeBytes + length;
        if (source.Read(8 + sizeBytes, head) < length)
            return Malformed(name, "its head is cut off");
        return Describe(NpyDictionary.Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(head)), name, offset, source.Length);
    }

    private static Reading<NpyHeader> Describe(NpyDictionary? words, string name, long offset, long fileBytes)
    {
        if (words is null)
            return Malformed(name, "its head is not the dictionary of descr, fortran_order and shape");
        if (words.Type is not { } stored)
            return new Refusal(Codes.ArrayTypeUnsupported, $"'{name}' holds records of several fields; only plain numbers are read.");
        if (stored.Contains('O', StringComparison.Ordinal))
            return new Refusal(Codes.ArrayHoldsObjects, $"'{name}' holds pickled Python objects, which could run code; only plain numbers are read.");
        if (TypeOf(stored) is not ({ } type, var bytes))
            return new Refusal(Codes.ArrayTypeUnsupported, $"'{name}' holds values of type '{Shown(stored)}', which are not read.");
        if (words.Shape.Count > MostAxes)
            return new Refusal(Codes.ArrayTooLarge, $"'{name}' has {words.Shape.Count} axes; at most {MostAxes} are read.");
        Int128 size = bytes;
        foreach (long extent in words.Shape)
        {
            size *= extent;
            if (size > long.MaxValue)
                return new Refusal(Codes.ArrayTooLarge, $"The extents of '{name}' multiply to more bytes than a file can have.");
        }
        if (size > fileBytes - offset)
            return new Refusal(Codes.ArrayTruncated, string.Create(CultureInfo.InvariantCulture, $"'{name}' states {size} bytes of values and has {Math.Max(0, fileBytes - offset)}."));
        return new NpyHeader(stored, type, bytes, stored[0] == '>', words.IsFortran, words.Shape, offset);
    }

    private static (PixelType? Type, int Bytes) TypeOf(string stored) => stored.TrimStart('<', '>', '|', '=') switch
    {
        "b1" or "u1" => (PixelType.U8, 1),
        "i1" => (PixelType.I8, 1),
        "u2" => (PixelType.U16, 2),
        "i2" => (PixelType.I16, 2),
        "u4" => (PixelType.U32, 4),
        "i4" => (PixelType.I32, 4),
        "u8" => (PixelType.U64, 8),
        "i8" => (PixelType.I64, 8),
        "f2" => (PixelType.F32, 2),
        "f4" => (PixelType.F32, 4),
        "f8" => (PixelType.F64, 8),
        ['U', .. var length] when TextBytes(length, 4) is { } bytes => (PixelType.U32, bytes),
        ['S' or 'a', .. var length] when TextBytes(length, 1) is { } bytes => (PixelType.U8, bytes),
        _ => (null, 0),
    };

    private static bool IsTextType(string stored) => stored.TrimStart('<', '>', '|', '=') is ['U' or 'S' or 'a', ..];

    private static int? TextBytes(string length, int width) =>
        int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int characters) && characters is > 0 and <= MostTextLength ? characters * width : null;

    private static Refusal Malformed(string name, string why) => new(Codes.ArrayMalformed, $"'{name}' is no readable array: {why}.");

    private static string Shown(string text) => new([.. text.Take(20).Where(c => c is > ' ' and < (char)127)]);
}
