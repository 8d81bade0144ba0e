using System.Runtime.InteropServices;

namespace MedAgg.Imaging.Tests.Codecs;

/// <summary>The compressor of libturbojpeg, so that JPEG files are made in memory.</summary>
internal static unsafe partial class TurboEncoder
{
    private const string Library = "libturbojpeg.so.0";
    private const int Gray = 6;
    private const int Rgb = 0;
    private const int No422 = 0;
    private const int SubsampledGray = 3;

    public static byte[] Encode(byte[] pixels, int width, int height, int samples, int quality)
    {
        nint handle = tjInitCompress();
        byte* jpeg = null;
        nuint size = 0;
        try
        {
            fixed (byte* from = pixels)
            {
                int result = tjCompress2(handle, from, width, 0, height, samples == 1 ? Gray : Rgb, &jpeg, &size, samples == 1 ? SubsampledGray : No422, quality, 0);
                Assert.Equal(0, result);
            }
            return new ReadOnlySpan<byte>(jpeg, (int)size).ToArray();
        }
        finally
        {
            tjFree(jpeg);
            _ = tjDestroy(handle);
        }
    }

    [LibraryImport(Library)]
    private static partial nint tjInitCompress();

    [LibraryImport(Library)]
    private static partial int tjCompress2(nint handle, byte* pixels, int width, int pitch, int height, int format, byte** jpeg, nuint* size, int subsampling, int quality, int flags);

    [LibraryImport(Library)]
    private static partial void tjFree(byte* buffer);

    [LibraryImport(Library)]
    private static partial int tjDestroy(nint handle);
}
