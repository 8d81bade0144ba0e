using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>
/// The head of one NumPy array (numpy.lib.format, versions 1 to 3): magic, length, and a Python dictionary of which only the three known keys
/// with literal values are taken. Nothing is evaluated; object arrays, whose values are pickled code, are refused.
/// </summary>
/// <param name="Type">Type of one value; booleans are bytes.</param>
/// <param name="ByteOrder">Order of the stored bytes.</param>
/// <param name="IsFortranOrder">True when the first index runs fastest.</param>
/// <param name="Shape">Extents, slowest first; empty for a single number.</param>
/// <param name="DataOffset">Bytes before the values.</param>
public sealed record NpyHeader(PixelType Type, ByteOrder ByteOrder, bool IsFortranOrder, IReadOnlyList<int> Shape, int DataOffset)
{
    /// <summary>Most bytes of a head; what NumPy writes takes some 100.</summary>
    public const int MostBytes = 64 << 10;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Most axes, as in NumPy.</summary>
    public const int MostAxes = 32;

    /// <summary>Values; 1 for a single number.</summary>
    public long Count => Shape.Aggregate(1L, (count, extent) => checked(count * extent));

    /// <summary>Bytes of all values.</summary>
    public long DataBytes => checked(Count * Type.SizeBytes());

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">The file's first bytes, <see cref="MostBytes"/> of them where there are so many.</param>
    /// <param name="name">For messages.</param>
    /// <returns>Refusals <c>NPY_MALFORMED</c>, <c>NPY_OBJECT_ARRAY</c>, <c>NPY_DTYPE_UNSUPPORTED</c> and <c>NPY_TOO_LARGE</c>.</returns>
    public static Reading<NpyHeader> Read(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 10 || !bytes.StartsWith(Magic) || bytes[6] is < 1 or > 3)
            return Malformed(name, "does not begin as a NumPy array of version 1, 2 or 3");
        int start = bytes[6] == 1 ? 10 : 12;
        if (bytes.Length < start)
            return Malformed(name, "ends inside its head");
        long length = bytes[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > MostBytes - start || start + length > bytes.Length)
            return Malformed(name, $"claims a head of {length} bytes");
        string text = Encoding.Latin1.GetString(bytes.Slice(start, (int)length));
        if (PythonLiteral.Parse(text) is not { } head)
            return Malformed(name, "has a head that is no dictionary of plain values");
        return Judge(head, name, start + (int)length);
    }

    private static Reading<NpyHeader> Judge(IReadOnlyDictionary<string, object> head, string name, int offset)
    {
        if (head.GetValueOrDefault("fortran_order") is not bool isFortran || head.GetValueOrDefault("shape") is not IReadOnlyList<object> extents || !head.TryGetValue("descr", out object? descr))
            return Malformed(name, "lacks descr, fortran_order or shape");
        if (descr is not string code)
            return new Refusal("NPY_DTYPE_UNSUPPORTED", $"Array {name} holds records of several fields; arrays of single numbers are read.");
        if (code.Length >= 2 && code.Contains('O', StringComparison.Ordinal))
            return new Refusal("NPY_OBJECT_ARRAY", $"Array {name} holds Python objects, which are pickled code; it is never opened.");
        if (TypeOf(code) is not { } type)
            return new Refusal("NPY_DTYPE_UNSUPPORTED", $"Array {name} holds values of type {Shown(code)}, which is not read; integers, booleans, float32, float64 and complex numbers are.");
        if (extents.Count > MostAxes)
            return Malformed(name, $"has {extents.Count} axes");
        long count = 1;
        foreach (object extent in extents)
        {
            if (extent is not long n || n < 0)
                return Malformed(name, "has a shape that is no list of sizes");
            if (n > int.MaxValue || (n > 0 && count > long.MaxValue / 16 / n))
                return new Refusal("NPY_TOO_LARGE", $"Array {name} claims more values than any file holds.");
            count *= n;
        }
        return new NpyHeader(type, code[0] == '>' ? ByteOrder.BigEndian : ByteOrder.LittleEndian, isFortran, [.. extents.Select(e => (int)(long)e)], offset);
    }

    private static PixelType? TypeOf(string code) => code.Length == 3 && code[0] is '<' or '>' or '|' or '='
        ? code[1..] switch
        {
            "b1" or "u1" => PixelType.U8,
            "i1" => PixelType.I8,
            "u2" => PixelType.U16,
            "i2" => PixelType.I16,
            "u4" => PixelType.U32,
            "i4" => PixelType.I32,
            "u8" => PixelType.U64,
            "i8" => PixelType.I64,
            "f4" => PixelType.F32,
            "f8" => PixelType.F64,
            "c8" => PixelType.C64,
            _ => null,
        }
        : code is "<c16" or ">c16" ? PixelType.C128 : null;

    // A hostile head shall not write into a log.
    private static string Shown(string code) => string.Create(CultureInfo.InvariantCulture, $"'{new string([.. code.Take(16).Where(c => c is > ' ' and < '\u007f')])}'");

    private static Refusal Malformed(string name, string why) => new("NPY_MALFORMED", $"Array {name} {why}.");
}
