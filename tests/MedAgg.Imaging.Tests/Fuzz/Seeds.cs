using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Tests.Dicom;

namespace MedAgg.Imaging.Tests.Fuzz;

/// <summary>Good files of many formats, made in memory.</summary>
internal static class Seeds
{
    public static IEnumerable<byte[]> All()
    {
        byte[] dicom = TestDicom.Bytes(TestDicom.Slice().Text("PatientName", "Иванов^Иван"));
        yield return dicom;
        yield return dicom[132..];
        yield return Gzip(dicom);
        yield return Encapsulated(TransferSyntax.RleLossless, [2, 0, 0, 0, 64, 0, 0, 0, 68, 0, 0, 0, .. new byte[52], 0xF5, 0, 0, 0, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0]);
        yield return Encapsulated("1.2.840.10008.1.2.4.50", Jpeg());
        yield return Sequences();
        byte[] nifti = Nifti();
        yield return nifti;
        yield return Gzip(nifti);
        foreach ((int channels, int bits) in new[] { (1, 8), (3, 8), (1, 16) })
        {
            using MemoryStream png = new();
            PngWriter.Write(png, new DisplayImage(16, 12, channels, bits, [.. Enumerable.Range(0, 16 * 12 * channels * bits / 8).Select(i => (byte)(i * 7))]));
            yield return png.ToArray();
        }
        yield return Tiff();
        yield return Jpeg();
        yield return [.. Encoding.ASCII.GetBytes("NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nendian: little\nencoding: raw\nspace directions: (1,0,0) (0,1,0) (0,0,2)\n\n"), .. new byte[48]];
        yield return [.. Encoding.ASCII.GetBytes("ObjectType = Image\nNDims = 3\nDimSize = 4 3 2\nElementType = MET_SHORT\nElementSpacing = 1 1 2\nElementDataFile = LOCAL\n"), .. new byte[48]];
        yield return [.. Encoding.ASCII.GetBytes("P5 4 3 255\n"), .. new byte[12]];
        foreach (byte[] more in MoreSeeds.All())
            yield return more;
        yield return [.. "GIF89a"u8, 4, 0, 4, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B];
    }

    public static byte[] Nifti()
    {
        byte[] head = new byte[352 + 48];
        Span<byte> at = head;
        BinaryPrimitives.WriteInt32LittleEndian(at, 348);
        short[] dim = [3, 4, 3, 2, 1, 1, 1, 1];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(at[(40 + (2 * i))..], dim[i]);
            BinaryPrimitives.WriteSingleLittleEndian(at[(76 + (4 * i))..], 1);
        }
        BinaryPrimitives.WriteInt16LittleEndian(at[70..], 4);
        BinaryPrimitives.WriteInt16LittleEndian(at[72..], 16);
        BinaryPrimitives.WriteSingleLittleEndian(at[108..], 352);
        "n+1\0"u8.CopyTo(at[344..]);
        return head;
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Encapsulated(string syntax, byte[] frame)
    {
        byte[] even = (frame.Length & 1) == 0 ? frame : [.. frame, 0];
        byte[] Us(uint tag, ushort value) => DicomParserTests.Element(tag, "US", BitConverter.GetBytes(value));
        return
        [
            .. new byte[128], .. "DICM"u8, .. DicomParserTests.Element(0x00020010, "UI", syntax.Length % 2 == 0 ? syntax : syntax + "\0"),
            .. DicomParserTests.Element(0x00080016, "UI", TestDicom.CtImage + "\0"), .. DicomParserTests.Element(0x00280004, "CS", "MONOCHROME2 "),
            .. Us(0x00280002, 1), .. Us(0x00280010, 3), .. Us(0x00280011, 4), .. Us(0x00280100, 16), .. Us(0x00280101, 12), .. Us(0x00280102, 11), .. Us(0x00280103, 0),
            0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(even.Length), .. even, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
        ];
    }

    private static byte[] Sequences()
    {
        byte[] item = [.. DicomParserTests.Element(0x00100010, "PN", "A^B "), .. DicomParserTests.Element(0x00283002, "US", [4, 0, 0, 0, 16, 0])];
        return
        [
            .. DicomParserTests.Head(), .. DicomParserTests.Element(0x00080060, "CS", "CT"),
            0x08, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, .. BitConverter.GetBytes(item.Length), .. item, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
            0x08, 0, 0x41, 0x11, (byte)'S', (byte)'Q', 0, 0, .. BitConverter.GetBytes(item.Length + 8), 0xFE, 0xFF, 0, 0xE0, .. BitConverter.GetBytes(item.Length), .. item,
            .. DicomParserTests.Element(0x00100020, "LO", "X1"),
        ];
    }

    private static byte[] Jpeg() =>
        [0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 4, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0, 0, 0, 0xFF, 0xD9];

    private static byte[] Tiff()
    {
        (ushort Tag, ushort Type, uint Value)[] fields = [(256, 3, 4), (257, 3, 3), (258, 3, 8), (259, 3, 5), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 3, 3), (279, 4, 20), (317, 3, 2)];
        byte[] strip = [0x80, 0x00, 0x60, 0x50, 0x38, 0x24, 0x16, 0x0D, 0x07, 0x84, 0x42, 0x61, 0x50, 0xB8, 0x64, 0x36, 0x1D, 0x0F, 0x88, 0x40];
        List<byte> file = [.. "II*\0"u8, 28, 0, 0, 0, .. strip, (byte)fields.Length, 0];
        foreach ((ushort tag, ushort type, uint value) in fields)
            file.AddRange([.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(type), 1, 0, 0, 0, .. BitConverter.GetBytes(value)]);
        return [.. file, 0, 0, 0, 0];
    }
}
