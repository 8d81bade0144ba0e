using System.Buffers.Binary;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Tests.Dicom;

public sealed class DicomParserTests
{
    [Fact]
    public void Two_hundred_thousand_open_sequences_end_in_a_refusal()
    {
        byte[] open = [0x08, 0x00, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] file = [.. Head(), .. Enumerable.Repeat(open, 200_000).SelectMany(b => b)];
        FileReading reading = TestDicom.Inspect(file);
        Assert.Equal(FileKind.Corrupt, reading.Kind);
        Assert.Equal(Codes.DicomNestedTooDeep, reading.Refusal!.Code);
    }

    [Theory]
    [InlineData(0xFFFFFFF0u)]
    [InlineData(0x7FFFFFFEu)]
    [InlineData(100u)]
    public void Length_beyond_the_file_keeps_what_came_before(uint length)
    {
        byte[] bad = [0x10, 0x00, 0x00, 0x40, (byte)'U', (byte)'T', 0, 0, .. BitConverter.GetBytes(length), (byte)'x', (byte)'y'];
        byte[] file = [.. Head(), .. Element(0x00080060, "CS", "CT"), .. bad];
        FileReading reading = TestDicom.Inspect(file);
        Assert.Equal("CT", reading.Facts!.Dicom!.Modality);
        Assert.Contains(reading.Warnings, w => w.Code == Codes.DicomLengthBeyondFile);
    }

    [Fact]
    public void Unknown_vr_of_undefined_length_is_read_as_an_implicit_sequence()
    {
        byte[] inner = [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 0x10, 0, 0x20, 0, 4, 0, 0, 0, (byte)'A', (byte)'B', (byte)'C', (byte)'D', 0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
        byte[] file = [.. Head(), .. Element(0x00080060, "CS", "MR"), 0x09, 0, 0x10, 0x10, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. inner, .. Element(0x00100020, "LO", "ID9 ")];
        FileReading reading = TestDicom.Inspect(file);
        Assert.Empty(reading.Warnings);
        Assert.Equal("ID9", reading.Facts!.Dicom!.PatientId);
        Assert.Equal(3, reading.Facts.Dicom.TopLevelElements);
        Assert.Equal(1, reading.Facts.Dicom.PrivateElements);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Bare_data_set_is_found_by_trying(bool isExplicit, bool isBig)
    {
        byte[] file = [.. Any(0x00080005, "CS", "ISO_IR 100", isExplicit, isBig), .. Any(0x00080016, "UI", TestDicom.CtImage + "\0", isExplicit, isBig), .. Any(0x00080060, "CS", "CT", isExplicit, isBig), .. Any(0x00100020, "LO", "X1", isExplicit, isBig)];
        FileReading reading = TestDicom.Inspect(file, "IM0001");
        Assert.Equal(FileKind.Dicom, reading.Kind);
        Assert.Equal("X1", reading.Facts!.Dicom!.PatientId);
        Assert.False(reading.Facts.Dicom.HasPreamble);
    }

    [Theory]
    [InlineData("ISO_IR 144", 28595, "Иванова^Мария", null)]
    [InlineData("", 1251, "Иванова^Мария^Петровна", "windows-1251")]
    [InlineData("", 20866, "Иванова^Мария^Петровна", "koi8-r")]
    [InlineData("", 866, "Иванова^Мария^Петровна", "cp866")]
    [InlineData("", 65001, "Иванова^Мария^Петровна", "utf-8")]
    [InlineData("", 28591, "Buc^Jérôme", null)]
    [InlineData("ISO_IR 100", 28591, "Äneas^Rüdiger", null)]
    [InlineData("GB18030", 54936, "王^小东", null)]
    public void Names_are_decoded_by_declaration_or_marked_guess(string declared, int page, string name, string? guess)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] value = Encoding.GetEncoding(page).GetBytes(name);
        byte[] file = [.. Head(), .. Element(0x00080005, "CS", declared), .. Element(0x00080060, "CS", "CT"), .. Element(0x00100010, "PN", value)];
        FileReading reading = TestDicom.Inspect(file);
        Assert.Equal(name, ImageReaders.ReadDicomFields(ByteSource.Of(file), reading, ImagingLimits.Default, CancellationToken.None).Value!["PatientName"]);
        Assert.Equal(guess, reading.Facts!.Dicom!.GuessedCharacterSet);
    }

    [Fact]
    public void Element_limit_ends_the_walk()
    {
        byte[] file = [.. Head(), .. Enumerable.Range(0, 200).SelectMany(i => Element((uint)(0x00091000 + i), "LO", "AB"))];
        FileReading reading = ImageReaders.Inspect(ByteSource.Of(file), "a.dcm", ImagingLimits.Default with { MaxDicomElements = 100 }, CancellationToken.None);
        Assert.Equal(Codes.DicomTooManyElements, reading.Refusal!.Code);
    }

    [Fact]
    public void Dictionary_knows_the_tags_that_the_readers_name()
    {
        Assert.Equal("PixelData", DicomTags.Find(DicomTag.PixelData)!.Keyword);
        Assert.Equal(0x00080060u, DicomTags.Tag("Modality"));
        Assert.Equal("OverlayData", DicomTags.Find(0x60023000)!.Keyword);
        Assert.Null(DicomTags.Find(0x00091001));
        Assert.True(DicomTags.Count > 2000);
    }

    internal static byte[] Head() => [.. new byte[128], .. "DICM"u8, .. Element(0x00020010, "UI", TransferSyntax.ExplicitLittleEndian + "\0")];

    internal static byte[] Element(uint tag, string vr, string value) => Element(tag, vr, Encoding.Latin1.GetBytes(value));

    internal static byte[] Element(uint tag, string vr, byte[] value)
    {
        byte[] even = (value.Length & 1) == 0 ? value : [.. value, (byte)' '];
        return [(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), (byte)vr[0], (byte)vr[1], (byte)even.Length, (byte)(even.Length >> 8), .. even];
    }

    private static byte[] Any(uint tag, string vr, string value, bool isExplicit, bool isBig)
    {
        byte[] text = Encoding.Latin1.GetBytes(value.Length % 2 == 0 ? value : value + " ");
        byte[] head = new byte[8];
        Span<byte> at = head;
        if (isBig)
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)(tag >> 16));
            BinaryPrimitives.WriteUInt16BigEndian(at[2..], (ushort)tag);
            (head[4], head[5]) = ((byte)vr[0], (byte)vr[1]);
            BinaryPrimitives.WriteUInt16BigEndian(at[6..], (ushort)text.Length);
            return [.. head, .. text];
        }
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)tag);
        if (isExplicit)
        {
            (head[4], head[5]) = ((byte)vr[0], (byte)vr[1]);
            BinaryPrimitives.WriteUInt16LittleEndian(at[6..], (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], text.Length);
        }
        return [.. head, .. text];
    }
}
