using System.Buffers.Binary;
using System.Text;

namespace MedAgg.Imaging.Tests.Numpy;

/// <summary>Array files made byte by byte, as NumPy lays them out.</summary>
internal static class MadeArray
{
    public static byte[] Of(string type, string shape, byte[] values, bool isFortran = false, int version = 1) =>
        Of($"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}", values, version);

    public static byte[] Of(string head, byte[] values, int version = 1)
    {
        int sizeBytes = version == 1 ? 2 : 4;
        int unpadded = 8 + sizeBytes + Encoding.UTF8.GetByteCount(head) + 1;
        byte[] text = Encoding.UTF8.GetBytes(head + new string(' ', (64 - unpadded % 64) % 64) + "\n");
        byte[] start = new byte[8 + sizeBytes];
        start[0] = 0x93;
        "NUMPY"u8.CopyTo(start.AsSpan(1));
        start[6] = (byte)version;
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)text.Length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(8), (uint)text.Length);
        return [.. start, .. text, .. values];
    }
}
