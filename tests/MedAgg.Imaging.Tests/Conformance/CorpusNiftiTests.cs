using MedAgg.Imaging.Tests.Nifti;

namespace MedAgg.Imaging.Tests.Conformance;

/// <summary>Real series as NIfTI beside dcm2niix.</summary>
public sealed class CorpusNiftiTests
{
    [Theory]
    [InlineData("dcm_qa_enh/In/Siemens/XA10", "*.dcm")]
    [InlineData("dcm_qa_agfa/Siemens", "*.img")]
    public void Enhanced_multi_frame_series_is_that_of_dcm2niix(string folder, string files)
    {
        Assert.SkipUnless(NiftiConversion.HasPeer, "dcm2niix is not installed.");
        List<byte[]> series = [.. Directory.GetFiles(SharedData.Folder("corpus", folder), files).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        NiftiConversion.AssertSame(NiftiConversion.Own(series), NiftiConversion.Peers(series));
    }
}
