using System.Diagnostics;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;
using MedAgg.Imaging.Nifti;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Nifti;

/// <summary>One series as NIfTI, by this library and by dcm2niix.</summary>
internal static class NiftiConversion
{
    private const string Peer = "/usr/bin/dcm2niix";

    public static bool HasPeer => File.Exists(Peer);

    public static byte[] Own(IReadOnlyList<byte[]> series)
    {
        using MemoryStream stream = new();
        Assert.Null(TryOwn(series, stream));
        return stream.ToArray();
    }

    public static Refusal? TryOwn(IReadOnlyList<byte[]> series, Stream stream)
    {
        Dictionary<string, (byte[] Bytes, FileReading Reading)> files = series.Select((bytes, i) => ($"{i}", bytes)).ToDictionary(f => f.Item1, f => (f.bytes, TestDicom.Inspect(f.bytes)));
        SeriesVolume volume = Assert.Single(Assert.Single(SeriesGeometry.Group(files.Select(f => SliceFacts.Of(f.Key, f.Value.Reading.Facts!)))).Volumes);
        return NiftiWriter.Write(stream, volume, key => files[key].Reading.Facts!,
            (key, frame) => ImageReaders.ReadPixels(ByteSource.Of(files[key].Bytes), files[key].Reading, frame, ImagingLimits.Default, CancellationToken.None), CancellationToken.None);
    }

    public static byte[] Peers(IReadOnlyList<byte[]> series)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-test-");
        try
        {
            string from = Directory.CreateDirectory(Path.Combine(folder.FullName, "in")).FullName;
            for (int i = 0; i < series.Count; i++)
                File.WriteAllBytes(Path.Combine(from, $"{i}.dcm"), series[i]);
            using Process process = Process.Start(new ProcessStartInfo(Peer, ["-z", "n", "-b", "n", "-f", "out", "-o", folder.FullName, from]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.FullName, "*.nii")));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    /// <summary>Extents, axes, affine, scaling and every voxel.</summary>
    public static void AssertSame(byte[] own, byte[] peers)
    {
        NiftiFacts a = TestDicom.Inspect(own, "a.nii").Facts!.Nifti!;
        NiftiFacts b = TestDicom.Inspect(peers, "b.nii").Facts!.Nifti!;
        Assert.Equal(b.Dim.Take(5), a.Dim.Take(5));
        Assert.Equal(b.AxisCodes, a.AxisCodes);
        Assert.All(a.Affine.Zip(b.Affine), p => Assert.Equal(p.Second, p.First, 1e-3));
        Assert.Equal(b.PixDim[0], a.PixDim[0]);
        Assert.Equal((b.Slope, b.Intercept), (a.Slope, a.Intercept));
        Assert.Equal(Voxels(peers), Voxels(own));
    }

    public static double[] Voxels(byte[] nifti)
    {
        Reading<PixelArray> pixels = ImageReaders.ReadPixels(ByteSource.Of(nifti), TestDicom.Inspect(nifti, "a.nii"), null, ImagingLimits.Default, CancellationToken.None);
        return [.. Enumerable.Range(0, (int)pixels.Value!.Count).Select(i => PixelValue.At(pixels.Value, i))];
    }
}
