using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Tests.Nifti;

/// <summary>Series to NIfTI, by itself and beside dcm2niix.</summary>
public sealed class NiftiWriterTests
{
    private const double C = 0.96592582628906831; // 15 degrees
    private const double S = 0.25881904510252074;

    [Fact]
    public void Axial_series_runs_left_front_head_and_knows_every_voxel()
    {
        byte[] nifti = NiftiConversion.Own(Series([1, 0, 0, 0, 1, 0], isReversed: false));
        NiftiFacts facts = TestDicom.Inspect(nifti, "a.nii").Facts!.Nifti!;
        Assert.Equal("LAS", facts.AxisCodes);
        Assert.Equal([3L, 6, 5, 4], facts.Dim.Take(4));
        // DICOM: first column, first row, second slice is at (-10, -20, 33) LPS, so at (10, 20, 33) RAS: i = 0, j = 4, k = 1.
        double[] at = [.. Enumerable.Range(0, 3).Select(r => (4 * facts.Affine[(4 * r) + 1]) + facts.Affine[(4 * r) + 2] + facts.Affine[(4 * r) + 3])];
        Assert.Equal([10, 20, 33], at.Select(v => Math.Round(v, 4)));
        Assert.Equal(-1024, facts.Intercept);
        double[] voxels = NiftiConversion.Voxels(nifti);
        Assert.Equal(100, voxels[(1 * 30) + (4 * 6)]);
    }

    [Theory]
    [InlineData("axial", false)]
    [InlineData("axial", true)]
    [InlineData("coronal", false)]
    [InlineData("coronal", true)]
    [InlineData("sagittal", false)]
    [InlineData("sagittal", true)]
    [InlineData("oblique", false)]
    [InlineData("oblique", true)]
    public void Voxels_and_affine_are_those_of_dcm2niix(string direction, bool isReversed)
    {
        Assert.SkipUnless(NiftiConversion.HasPeer, "dcm2niix is not installed.");
        double[] orientation = direction switch
        {
            "axial" => [1, 0, 0, 0, 1, 0],
            "coronal" => [1, 0, 0, 0, 0, -1],
            "sagittal" => [0, 1, 0, 0, 0, -1],
            _ => [C, S, 0, -S * C, C * C, -S],
        };
        List<byte[]> series = Series(orientation, isReversed);
        NiftiConversion.AssertSame(NiftiConversion.Own(series), NiftiConversion.Peers(series));
    }

    [Theory]
    [InlineData("time")]
    [InlineData("acquisition")]
    public void Four_dimensions_are_those_of_dcm2niix(string axis)
    {
        Assert.SkipUnless(NiftiConversion.HasPeer, "dcm2niix is not installed.");
        List<byte[]> series = [];
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < 4; i++)
            {
                DicomWriter slice = Slice((4 * t) + i + 1, [1, 0, 0, 0, 1, 0], [-10, -20, 30 + (3 * i)], i + (10 * t))
                    .Text("Modality", "MR").Text("SOPClassUID", "1.2.840.10008.5.1.4.1.1.4").Number("RepetitionTime", 2500).Number("EchoTime", 30).Number("AcquisitionNumber", axis == "acquisition" ? t + 1 : 1);
                series.Add(TestDicom.Bytes(axis == "time" ? slice.Number("TemporalPositionIdentifier", t + 1) : slice));
            }
        }
        byte[] own = NiftiConversion.Own(series);
        NiftiConversion.AssertSame(own, NiftiConversion.Peers(series));
        Assert.Equal(2.5, TestDicom.Inspect(own, "a.nii").Facts!.Nifti!.PixDim[4]);
    }

    [Fact]
    public void Qform_and_sform_say_the_same()
    {
        byte[] nifti = NiftiConversion.Own(Series([C, S, 0, -S * C, C * C, -S], isReversed: false));
        IReadOnlyList<double> sform = TestDicom.Inspect(nifti, "a.nii").Facts!.Nifti!.Affine;
        nifti[254] = 0;
        IReadOnlyList<double> qform = TestDicom.Inspect(nifti, "a.nii").Facts!.Nifti!.Affine;
        Assert.All(sform.Zip(qform), p => Assert.Equal(p.First, p.Second, 1e-4));
    }

    [Fact]
    public void Series_with_a_gap_is_refused()
    {
        List<byte[]> series = Series([1, 0, 0, 0, 1, 0], isReversed: false);
        series.RemoveAt(1);
        series.Add(TestDicom.Bytes(Slice(9, [1, 0, 0, 0, 1, 0], [-10, -20, 90])));
        Assert.Equal(Codes.VolumeMalformed, NiftiConversion.TryOwn(series, Stream.Null)?.Code);
    }

    private static List<byte[]> Series(double[] o, bool isReversed)
    {
        double[] normal = [(o[1] * o[5]) - (o[2] * o[4]), (o[2] * o[3]) - (o[0] * o[5]), (o[0] * o[4]) - (o[1] * o[3])];
        List<byte[]> series = [];
        for (int i = 0; i < 4; i++)
        {
            int at = isReversed ? 3 - i : i;
            series.Add(TestDicom.Bytes(Slice(i + 1, o, [-10 + (3 * at * normal[0]), -20 + (3 * at * normal[1]), 30 + (3 * at * normal[2])], at)));
        }
        return series;
    }

    private static DicomWriter Slice(int number, double[] orientation, double[] position, int at = 0)
    {
        byte[] pixels = new byte[60];
        for (int i = 0; i < 30; i++)
            pixels[2 * i] = (byte)((100 * at % 256) + (at == 0 ? i + 1 : i % 50));
        return TestDicom.Slice(number)
            .Text("Manufacturer", "SIEMENS").Text("StudyDate", "20240101").Text("StudyTime", "101010").Text("AcquisitionTime", "101010")
            .Number("SeriesNumber", 2).Number("AcquisitionNumber", 1).Number("SliceThickness", 3)
            .Number("Rows", 5).Number("Columns", 6).Number("PixelSpacing", 0.5, 0.25)
            .Number("ImageOrientationPatient", orientation).Number("ImagePositionPatient", position)
            .Number("RescaleSlope", 1).Number("RescaleIntercept", -1024)
            .Pixels(pixels, true);
    }
}
