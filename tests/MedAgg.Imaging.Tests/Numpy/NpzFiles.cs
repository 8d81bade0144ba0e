using System.IO.Compression;
using System.Text;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Tests.Numpy;

/// <summary>NPZ files made in memory.</summary>
internal static class NpzFiles
{
    public static byte[] Npy(string head, byte[] data, byte version = 1)
    {
        byte[] text = Encoding.Latin1.GetBytes(head.PadRight(117) + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    public static byte[] Npy(string type, bool fortran, string shape, byte[] data, byte version = 1) =>
        Npy($"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}", data, version);

    public static ByteSource Npz(params (string Name, byte[] Bytes)[] arrays) => Npz(CompressionLevel.Optimal, arrays);

    public static ByteSource Npz(CompressionLevel level, params (string Name, byte[] Bytes)[] arrays)
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in arrays)
            {
                using Stream entry = archive.CreateEntry(name + ".npy", level).Open();
                entry.Write(bytes);
            }
        }
        return ByteSource.Of(file.ToArray());
    }
}
