using System.Diagnostics;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;
using MedAgg.Imaging.Nifti;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Nifti;

/// <summary>Series to NIfTI, by itself and beside dcm2niix.</summary>
public sealed class NiftiWriterTests
{
    private const double C = 0.96592582628906831; // 15 degrees
    private const double S = 0.25881904510252074;

    [Fact]
    public void Axial_series_runs_left_front_head_and_knows_every_voxel()
    {
        byte[] nifti = Write(Series([1, 0, 0, 0, 1, 0], isReversed: false));
        NiftiFacts facts = TestDicom.Inspect(nifti, "a.nii").Facts!.Nifti!;
        Assert.Equal("LAS", facts.AxisCodes);
        Assert.Equal([3L, 6, 5, 4], facts.Dim.Take(4));
        // DICOM: first column, first row, second slice is at (-10, -20, 33) LPS, so at (10, 20, 33) RAS: i = 0, j = 4, k = 1.
        double[] at = [.. Enumerable.Range(0, 3).Select(r => (4 * facts.Affine[(4 * r) + 1]) + facts.Affine[(4 * r) + 2] + facts.Affine[(4 * r) + 3])];
        Assert.Equal([10, 20, 33], at.Select(v => Math.Round(v, 4)));
        Assert.Equal(-1024, facts.Intercept);
        short[] voxels = Voxels(nifti);
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
        Assert.SkipUnless(File.Exists("/usr/bin/dcm2niix"), "dcm2niix is not installed.");
        double[] orientation = direction switch
        {
            "axial" => [1, 0, 0, 0, 1, 0],
            "coronal" => [1, 0, 0, 0, 0, -1],
            "sagittal" => [0, 1, 0, 0, 0, -1],
            _ => [C, S, 0, -S * C, C * C, -S],
        };
        List<byte[]> series = Series(orientation, isReversed);
        byte[] own = Write(series);
        byte[] theirs = Convert(series);
        NiftiFacts a = TestDicom.Inspect(own, "a.nii").Facts!.Nifti!;
        NiftiFacts b = TestDicom.Inspect(theirs, "b.nii").Facts!.Nifti!;
        Assert.Equal(b.Dim.Take(4), a.Dim.Take(4));
        Assert.Equal(b.AxisCodes, a.AxisCodes);
        Assert.All(a.Affine.Zip(b.Affine), p => Assert.Equal(p.Second, p.First, 1e-3));
        Assert.Equal(b.PixDim[0], a.PixDim[0]);
        Assert.Equal((b.Slope, b.Intercept), (a.Slope, a.Intercept));
        Assert.Equal(Voxels(theirs), Voxels(own));
    }

    [Fact]
    public void Qform_and_sform_say_the_same()
    {
        byte[] nifti = Write(Series([C, S, 0, -S * C, C * C, -S], isReversed: false));
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
        Assert.Equal(Codes.VolumeMalformed, TryWrite(series, Stream.Null)?.Code);
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

    private static byte[] Write(List<byte[]> series)
    {
        using MemoryStream stream = new();
        Assert.Null(TryWrite(series, stream));
        return stream.ToArray();
    }

    private static Refusal? TryWrite(List<byte[]> series, Stream stream)
    {
        Dictionary<string, (byte[] Bytes, FileReading Reading)> files = series.Select((bytes, i) => ($"{i}", bytes)).ToDictionary(f => f.Item1, f => (f.bytes, TestDicom.Inspect(f.bytes)));
        SeriesVolume volume = Assert.Single(Assert.Single(SeriesGeometry.Group(files.Select(f => SliceFacts.Of(f.Key, f.Value.Reading.Facts!)))).Volumes);
        return NiftiWriter.Write(stream, volume, key => files[key].Reading.Facts!,
            key => ImageReaders.ReadPixels(ByteSource.Of(files[key].Bytes), files[key].Reading, 0, ImagingLimits.Default, CancellationToken.None), CancellationToken.None);
    }

    private static short[] Voxels(byte[] nifti)
    {
        Reading<PixelArray> pixels = ImageReaders.ReadPixels(ByteSource.Of(nifti), TestDicom.Inspect(nifti, "a.nii"), null, ImagingLimits.Default, CancellationToken.None);
        return [.. Enumerable.Range(0, (int)pixels.Value!.Count).Select(i => (short)PixelValue.At(pixels.Value, i))];
    }

    private static byte[] Convert(List<byte[]> series)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-test-");
        try
        {
            string from = Directory.CreateDirectory(Path.Combine(folder.FullName, "in")).FullName;
            for (int i = 0; i < series.Count; i++)
                File.WriteAllBytes(Path.Combine(from, $"{i}.dcm"), series[i]);
            using Process process = Process.Start(new ProcessStartInfo("/usr/bin/dcm2niix", ["-z", "n", "-b", "n", "-f", "out", "-o", folder.FullName, from]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.FullName, "*.nii")));
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
