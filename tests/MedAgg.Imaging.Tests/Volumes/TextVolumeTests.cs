using System.Globalization;
using System.IO.Compression;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Volumes;

/// <summary>NRRD and MetaImage in every packing, attached and detached.</summary>
public sealed class TextVolumeTests
{
    private static readonly short[] Values = [.. Enumerable.Range(0, 24).Select(i => (short)((i * 37) - 300))];

    [Theory]
    [InlineData("raw", "little", false)]
    [InlineData("raw", "big", false)]
    [InlineData("gzip", "little", false)]
    [InlineData("gzip", "big", false)]
    [InlineData("ascii", "big", false)]
    [InlineData("hex", "little", false)]
    [InlineData("raw", "little", true)]
    [InlineData("gzip", "big", true)]
    [InlineData("ascii", "little", true)]
    public void Nrrd_voxels_come_back(string encoding, string endian, bool isDetached)
    {
        byte[] packed = Pack(encoding, endian == "big");
        string head = $"NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nendian: {endian}\nencoding: {encoding}\nspace directions: (0.5,0,0) (0,0.75,0) (0,0,2)\n";
        byte[] file = isDetached ? Encoding.ASCII.GetBytes(head + "line skip: 2\nbyte skip: 0\ndata file: a b.raw\n\n") : [.. Encoding.ASCII.GetBytes(head + "\n"), .. packed];
        FileReading reading = Check(file, "a.nrrd", isDetached ? ("a b.raw", [.. "one\ntwo\n"u8, .. packed]) : null);
        Assert.Equal(new SpacingMm(0.75, 0.5, 2), reading.Facts!.Spacing);
    }

    [Theory]
    [InlineData("LOCAL", false, false)]
    [InlineData("LOCAL", true, false)]
    [InlineData("LOCAL", false, true)]
    [InlineData("a b.raw", false, false)]
    [InlineData("a.zraw", true, true)]
    public void MetaImage_voxels_come_back(string file, bool isCompressed, bool isBig)
    {
        byte[] packed = isCompressed ? Zlib(Raw(isBig)) : Raw(isBig);
        byte[] head = Encoding.ASCII.GetBytes(
            $"ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = {isBig}\nCompressedData = {isCompressed}\nElementSpacing = 0.5 0.75 2\nDimSize = 4 3 2\nElementType = MET_SHORT\nElementDataFile = {file}\n");
        FileReading reading = file == "LOCAL" ? Check([.. head, .. packed], "a.mha", null) : Check(head, "a.mhd", (file, packed));
        Assert.Equal(new SpacingMm(0.75, 0.5, 2), reading.Facts!.Spacing);
    }

    [Fact]
    public void MetaImage_written_as_text_comes_back() =>
        Check([.. "ObjectType = Image\nNDims = 3\nBinaryData = False\nDimSize = 4 3 2\nElementType = MET_SHORT\nElementDataFile = LOCAL\n"u8, .. Pack("ascii", false)], "a.mha", null);

    [Theory]
    [InlineData("1 2 x 4")]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 99999")]
    public void Numbers_that_are_none_or_do_not_suffice_are_refused(string text) =>
        Assert.Equal(Codes.VolumeTruncated, TestDicom.Inspect(Encoding.ASCII.GetBytes($"NRRD0004\ntype: short\ndimension: 2\nsizes: 2 2\nencoding: ascii\n\n{text}\n"), "a.nrrd").Refusal?.Code);

    [Theory]
    [InlineData("slice%03d.raw 1 2 1")]
    [InlineData("LIST")]
    public void Voxels_in_several_files_are_catalogued_and_not_read(string dataFile)
    {
        byte[] file = Encoding.ASCII.GetBytes($"NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\nencoding: raw\ndata file: {dataFile}\n\n");
        FileReading reading = TestDicom.Inspect(file, "a.nhdr");
        Assert.Equal((4, 3, 2), (reading.Facts!.Columns, reading.Facts.Rows, reading.Facts.Slices));
        Assert.Equal([Codes.CodecUnsupported], reading.Warnings.Select(w => w.Code));
        Assert.Equal(Codes.CodecUnsupported, ImageReaders.ReadPixels(ByteSource.Of(file), reading, null, ImagingLimits.Default, CancellationToken.None).Refusal?.Code);
    }

    private static FileReading Check(byte[] file, string name, (string Name, byte[] Bytes)? other)
    {
        OpenSibling siblings = wanted => wanted == other?.Name ? ByteSource.Of(other.Value.Bytes) : null;
        FileReading reading = ImageReaders.Inspect(ByteSource.Of(file), name, ImagingLimits.Default, siblings, CancellationToken.None);
        Assert.True(reading.IsRead, reading.Refusal?.ToString());
        Assert.Empty(reading.Warnings);
        Reading<PixelArray> all = ImageReaders.ReadPixels(ByteSource.Of(file), reading, null, ImagingLimits.Default, siblings, CancellationToken.None);
        Assert.True(all.IsRead, all.Refusal?.ToString());
        Assert.Equal([2, 3, 4], all.Value.Shape);
        Assert.Equal(Values, all.Value.Values<short>().ToArray());
        Reading<PixelArray> second = ImageReaders.ReadPixels(ByteSource.Of(file), reading, 1, ImagingLimits.Default, siblings, CancellationToken.None);
        Assert.Equal(Values[12..], second.Value!.Values<short>().ToArray());
        return reading;
    }

    private static byte[] Pack(string encoding, bool isBig) => encoding switch
    {
        "gzip" => Gzip(Raw(isBig)),
        "ascii" => Encoding.ASCII.GetBytes(string.Join("\n", Values.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "\n"),
        "hex" => Encoding.ASCII.GetBytes(Convert.ToHexString(Raw(isBig)) + "\n"),
        _ => Raw(isBig),
    };

    private static byte[] Raw(bool isBig) => [.. Values.SelectMany(v => isBig ? (byte[])[(byte)(v >> 8), (byte)v] : [(byte)v, (byte)(v >> 8)])];

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Optimal, true))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Zlib(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal, true))
            stream.Write(bytes);
        return packed.ToArray();
    }
}
