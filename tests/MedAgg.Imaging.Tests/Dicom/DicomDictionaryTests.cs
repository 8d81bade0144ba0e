using MedAgg.Imaging.Dicom;

namespace MedAgg.Imaging.Tests.Dicom;

/// <summary>The tables that the build makes of tags.txt and uids.txt.</summary>
public sealed class DicomDictionaryTests
{
    [Theory]
    [InlineData(0x00080060u, "CS", "1", "Modality")]
    [InlineData(0x00100010u, "PN", "1", "PatientName")]
    [InlineData(0x00080008u, "CS", "2-n", "ImageType")]
    [InlineData(0x00200032u, "DS", "3", "ImagePositionPatient")]
    [InlineData(0x52009230u, "SQ", "1", "PerFrameFunctionalGroupsSequence")]
    [InlineData(0x60123000u, "OB", "1", "OverlayData")]
    [InlineData(0x7FE00010u, "OW", "1", "PixelData")]
    public void Tag_has_its_line_of_the_standard(uint tag, string vr, string vm, string keyword)
    {
        DicomTagInfo info = DicomTags.Find(tag)!;
        Assert.Equal((vr, vm, keyword), (info.Vr, info.Vm, info.Keyword));
    }

    [Theory]
    [InlineData(0x00091001u)]
    [InlineData(0x00080007u)]
    [InlineData(0xFFFEE000u)]
    public void Private_and_unknown_tags_have_none(uint tag) => Assert.Null(DicomTags.Find(tag));

    [Fact]
    public void Every_keyword_leads_back_to_a_tag_of_its_name()
    {
        int found = 0;
        for (int i = 0; i < DicomTables.Tags.Length; i++)
        {
            DicomTagInfo info = DicomTags.Find(DicomTables.Tags[i])!;
            Assert.Equal(DicomTables.Tags[i], info.Tag);
            Assert.Equal(info.Keyword, DicomTags.Find(DicomTags.Tag(info.Keyword)!.Value)!.Keyword);
            found++;
        }
        Assert.True(found > 4900, $"Only {found} tags are known.");
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2", "Implicit VR Little Endian", DicomUidKind.TransferSyntax, false)]
    [InlineData("1.2.840.10008.1.2.2", "Explicit VR Big Endian", DicomUidKind.TransferSyntax, true)]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", "CT Image Storage", DicomUidKind.SopClass, false)]
    [InlineData("1.2.840.10008.5.1.4.1.1.13.1.3", "Breast Tomosynthesis Image Storage", DicomUidKind.SopClass, false)]
    [InlineData("1.2.840.10008.1.4.1.1", "Talairach Brain Atlas Frame of Reference", DicomUidKind.FrameOfReference, false)]
    public void Uid_has_its_name(string uid, string name, DicomUidKind kind, bool isRetired) => Assert.Equal(new DicomUidInfo(uid, name, kind, isRetired), DicomUids.Find(uid));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.840.10008.1.2.")]
    [InlineData("Ж")]
    public void Other_uids_have_none(string? uid) => Assert.Null(DicomUids.Find(uid));

    [Fact]
    public void Every_transfer_syntax_of_the_standard_is_known()
    {
        List<string> unknown = [];
        for (int i = 0; i < DicomUids.Count; i++)
        {
            DicomUidInfo info = DicomUids.Find(System.Text.Encoding.ASCII.GetString(DicomTables.Uid(i)))!;
            // Two retired ones hold no data set, and Papyrus was never a DICOM file.
            if (info.Kind == DicomUidKind.TransferSyntax && TransferSyntax.Of(info.Uid).Packing == PixelPacking.Unknown)
                unknown.Add(info.Name);
        }
        Assert.Equal(["Papyrus 3 Implicit VR Little Endian", "RFC 2557 MIME encapsulation", "XML Encoding"], unknown.Order(StringComparer.Ordinal));
    }
}
