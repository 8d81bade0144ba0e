using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Tests.Dicom;

namespace MedAgg.Imaging.Tests.Fuzz;

/// <summary>Good files of the rarer branches: tables, functional groups, directories, packed rows, text voxels.</summary>
internal static class MoreSeeds
{
    public static IEnumerable<byte[]> All()
    {
        yield return Enhanced();
        yield return Deflated();
        yield return BigEndian();
        yield return Palette(isSegmented: false);
        yield return Palette(isSegmented: true);
        yield return Directory();
        yield return TestDicom.Bytes(TestDicom.Slice().Text("Modality", "RTDOSE").Number("NumberOfFrames", 3).Number("GridFrameOffsetVector", 0, 2.5, 5).Pixels(new byte[72], true));
        yield return TestDicom.Bytes(TestDicom.Slice().Text("PhotometricInterpretation", "YBR_FULL_422").Number("SamplesPerPixel", 3).Number("PlanarConfiguration", 0).Number("BitsAllocated", 8).Number("BitsStored", 8).Number("HighBit", 7).Pixels(new byte[24], false));
        yield return TestDicom.Bytes(TestDicom.Slice().Number("BitsAllocated", 1).Number("BitsStored", 1).Number("HighBit", 0).Pixels([5, 8], false));
        yield return TestDicom.Bytes(TestDicom.Slice().Number("BitsAllocated", 12).Pixels(new byte[18], true));
        yield return [.. Encoding.ASCII.GetBytes("NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nencoding: ascii\n\n"), .. Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 24)))];
        yield return [.. Encoding.ASCII.GetBytes("NRRD0004\ntype: float\ndimension: 3\nsizes: 2 3 2\nkinds: vector domain domain\nencoding: hex\n\n"), .. Encoding.ASCII.GetBytes(Convert.ToHexString(new byte[48]))];
        yield return [.. Encoding.ASCII.GetBytes("NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nendian: big\nencoding: gzip\n\n"), .. Seeds.Gzip(new byte[48])];
        yield return [.. Encoding.ASCII.GetBytes("ObjectType = Image\nNDims = 3\nDimSize = 4 3 2\nCompressedData = True\nElementType = MET_USHORT\nElementDataFile = LOCAL\n"), .. Zlib(new byte[48])];
        yield return Encoding.ASCII.GetBytes("ObjectType = Image\nNDims = 3\nDimSize = 4 3 2\nElementType = MET_SHORT\nElementDataFile = a.img\n");
        yield return Nifti2();
        yield return Analyze();
        yield return Bitmap(8, 1, [5, 7, 0, 0, 0, 2, 3, 0, 1, 1, 1, 2, 0, 0, 3, 9, 0, 1]);
        yield return Bitmap(4, 2, [5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 0, 0, 2, 0xAB, 0, 1]);
        yield return Bitmap(24, 0, new byte[48]);
        yield return InterlacedPng();
        yield return TiledBigTiff();
        yield return [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 63, 0, 0, 31, 0, 0, .. new byte[8]];
        yield return [0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 1, 1, 0xFF, 0xD9];
        yield return [.. "P6 4 3 65535\n"u8, .. new byte[72]];
    }

    private static byte[] Enhanced()
    {
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Text("Modality", "MR").Number("NumberOfFrames", 3).Pixels(new byte[72], true));
        byte[] frames = Sequence(0x52009230, [.. Enumerable.Range(0, 3).Select(i => Concat(
            Sequence(0x00209113, DicomParserTests.Element(0x00200032, "DS", $"0\\0\\{3 * i} ")), Sequence(0x00289145, DicomParserTests.Element(0x00281052, "DS", "-5"), DicomParserTests.Element(0x00281053, "DS", "2 "))))]);
        byte[] shared = Sequence(0x52009229, Concat(Sequence(0x00209116, DicomParserTests.Element(0x00200037, "DS", "1\\0\\0\\0\\1\\0 ")), Sequence(0x00289110, DicomParserTests.Element(0x00280030, "DS", "1\\1 "))));
        int pixels = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        return [.. file[..pixels], .. shared, .. frames, .. file[pixels..]];
    }

    private static byte[] Deflated()
    {
        byte[] data = DataSet();
        using MemoryStream packed = new();
        using (DeflateStream stream = new(packed, CompressionLevel.Optimal, true))
            stream.Write(data);
        return [.. Meta(TransferSyntax.DeflatedLittleEndian), .. packed.ToArray()];
    }

    private static byte[] BigEndian()
    {
        byte[] Us(uint tag, ushort value) => [(byte)(tag >> 24), (byte)(tag >> 16), (byte)(tag >> 8), (byte)tag, (byte)'U', (byte)'S', 0, 2, (byte)(value >> 8), (byte)value];
        return
        [
            .. Meta(TransferSyntax.ExplicitBigEndian), 0, 8, 0, 0x60, (byte)'C', (byte)'S', 0, 2, (byte)'C', (byte)'T', .. Us(0x00280002, 1), 0, 0x28, 0, 4, (byte)'C', (byte)'S', 0, 12, .. "MONOCHROME2 "u8,
            .. Us(0x00280010, 3), .. Us(0x00280011, 4), .. Us(0x00280100, 16), .. Us(0x00280101, 16), .. Us(0x00280102, 15), .. Us(0x00280103, 1),
            0x7F, 0xE0, 0, 0x10, (byte)'O', (byte)'W', 0, 0, 0, 0, 0, 24, .. new byte[24],
        ];
    }

    private static byte[] Palette(bool isSegmented)
    {
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Text("PhotometricInterpretation", "PALETTE COLOR").Number("BitsAllocated", 8).Number("BitsStored", 8).Number("HighBit", 7).Pixels(new byte[12], false));
        List<byte> tables = [];
        for (uint colour = 0; colour < 3; colour++)
            tables.AddRange(DicomParserTests.Element(0x00281101 + colour, "US", [8, 0, 0, 0, 16, 0]));
        for (uint colour = 0; colour < 3; colour++)
            tables.AddRange(Long((isSegmented ? 0x00281221u : 0x00281201u) + colour, "OW", isSegmented ? [0, 0, 1, 0, 5, 0, 1, 0, 3, 0, 20, 0, 2, 0, 2, 0, 0, 0, 0, 0] : new byte[16]));
        int pixels = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        return [.. file[..pixels], .. tables, .. file[pixels..]];
    }

    private static byte[] Directory()
    {
        byte[] record = [.. Long32(0x00041400, 0), .. Long32(0x00041420, 0), .. DicomParserTests.Element(0x00041430, "CS", "IMAGE "), .. DicomParserTests.Element(0x00041500, "CS", "A\\B ")];
        return [.. Meta(TransferSyntax.ExplicitLittleEndian), .. Long32(0x00041200, 0), .. Sequence(0x00041220, record, record)];
    }

    private static byte[] Nifti2()
    {
        byte[] head = new byte[544 + 24];
        BinaryPrimitives.WriteInt32LittleEndian(head, 540);
        "n+2\0\r\n\x1A\n"u8.CopyTo(head.AsSpan(4));
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(12), 2);
        BinaryPrimitives.WriteInt16LittleEndian(head.AsSpan(14), 8);
        long[] dim = [3, 4, 3, 2, 1, 1, 1, 1];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16 + (8 * i)), dim[i]);
            BinaryPrimitives.WriteDoubleLittleEndian(head.AsSpan(104 + (8 * i)), 1);
        }
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(168), 544);
        return head;
    }

    private static byte[] Analyze()
    {
        byte[] head = Seeds.Nifti()[..348];
        head.AsSpan(344).Clear();
        return head;
    }

    private static byte[] Bitmap(int bits, int compression, byte[] pixels)
    {
        byte[] palette = bits <= 8 ? new byte[4 << bits] : [];
        return
        [
            .. "BM"u8, .. BitConverter.GetBytes(54 + palette.Length + pixels.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(54 + palette.Length), 40, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 1, 0, (byte)bits, 0,
            .. BitConverter.GetBytes(compression), .. new byte[20], .. palette, .. pixels,
        ];
    }

    private static byte[] InterlacedPng()
    {
        List<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        Chunk(png, "IHDR"u8, [0, 0, 0, 8, 0, 0, 0, 8, 16, 2, 0, 0, 1]);
        int[] rows = [1, 1, 1, 2, 2, 4, 4];
        int[] widths = [1, 1, 2, 2, 4, 4, 8];
        Chunk(png, "IDAT"u8, Zlib(new byte[rows.Zip(widths, (r, w) => r * (1 + (w * 6))).Sum()]));
        Chunk(png, "IEND"u8, []);
        return [.. png];
    }

    private static void Chunk(List<byte> png, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.AddRange(number);
        png.AddRange(type);
        png.AddRange(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Imaging.Png.PngCrc.Of(type, data));
        png.AddRange(number);
    }

    /// <summary>Big-endian BigTIFF with one deflated 16 × 16 tile of floats and their predictor.</summary>
    private static byte[] TiledBigTiff()
    {
        byte[] tile = Zlib(new byte[16 * 16 * 4]);
        (ushort Tag, ulong Value)[] fields = [(256, 9), (257, 7), (258, 32), (259, 8), (262, 1), (277, 1), (317, 3), (322, 16), (323, 16), (324, 16), (325, (ulong)tile.Length), (339, 3)];
        int directory = 16 + tile.Length;
        byte[] file = new byte[directory + 8 + (20 * fields.Length) + 8];
        "MM"u8.CopyTo(file);
        (file[3], file[5]) = (43, 8);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(8), directory);
        tile.CopyTo(file, 16);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(directory), fields.Length);
        for (int i = 0; i < fields.Length; i++)
        {
            Span<byte> at = file.AsSpan(directory + 8 + (20 * i));
            BinaryPrimitives.WriteUInt16BigEndian(at, fields[i].Tag);
            BinaryPrimitives.WriteUInt16BigEndian(at[2..], 16);
            BinaryPrimitives.WriteInt64BigEndian(at[4..], 1);
            BinaryPrimitives.WriteUInt64BigEndian(at[12..], fields[i].Value);
        }
        return file;
    }

    private static byte[] DataSet() => [.. TestDicom.Bytes(TestDicom.Slice()).AsSpan(TestDicom.Bytes(TestDicom.Slice()).AsSpan().IndexOf((ReadOnlySpan<byte>)[8, 0, 8, 0, (byte)'C', (byte)'S']))];

    private static byte[] Meta(string syntax) => [.. new byte[128], .. "DICM"u8, .. DicomParserTests.Element(0x00020010, "UI", syntax.Length % 2 == 0 ? syntax : syntax + "\0")];

    private static byte[] Long32(uint tag, uint value) => DicomParserTests.Element(tag, "UL", BitConverter.GetBytes(value));

    private static byte[] Long(uint tag, string vr, byte[] value) =>
        [(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), (byte)vr[0], (byte)vr[1], 0, 0, .. BitConverter.GetBytes(value.Length), .. value];

    private static byte[] Sequence(uint tag, params byte[][] items) =>
        Long(tag, "SQ", [.. items.SelectMany(item => (byte[])[0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(item.Length), .. item])]);

    private static byte[] Concat(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    private static byte[] Zlib(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal, true))
            stream.Write(bytes);
        return packed.ToArray();
    }
}
