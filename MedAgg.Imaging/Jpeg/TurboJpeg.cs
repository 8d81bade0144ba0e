using System.Runtime.InteropServices;

namespace MedAgg.Imaging.Jpeg;

/// <summary>libturbojpeg's TurboJPEG API 2 (turbojpeg.h): baseline and progressive JPEG, 8 bits a sample.</summary>
internal static unsafe partial class TurboJpeg
{
    private const string Library = "medagg-turbojpeg";
    private const int PixelRgb = 0;
    private const int PixelGray = 6;
    private const int PixelCmyk = 11;
    private const int AccurateDct = 4096;

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>True when the library is there.</summary>
    public static bool IsInstalled => Loaded.Value != 0;

    /// <summary>Decodes a whole picture; answers a problem or null.</summary>
    /// <param name="coded">The JPEG stream.</param>
    /// <param name="width">Expected width.</param>
    /// <param name="height">Expected height.</param>
    /// <param name="samples">1 grey, 3 RGB, 4 CMYK.</param>
    /// <param name="target">width × height × samples bytes.</param>
    public static string? Decode(ReadOnlySpan<byte> coded, int width, int height, int samples, Span<byte> target)
    {
        if (target.Length != (long)width * height * samples || !IsInstalled)
            return "The JPEG picture cannot be decoded into its frame.";
        nint handle = tjInitDecompress();
        if (handle == 0)
            return "The JPEG decoder cannot be started.";
        try
        {
            fixed (byte* from = coded)
            fixed (byte* to = target)
            {
                if (tjDecompressHeader3(handle, from, (nuint)coded.Length, out int foundWidth, out int foundHeight, out _, out _) != 0)
                    return "The JPEG stream is damaged.";
                if (foundWidth != width || foundHeight != height)
                    return $"The JPEG picture is {foundWidth} × {foundHeight}, {width} × {height} was expected.";
                int format = samples switch { 1 => PixelGray, 3 => PixelRgb, _ => PixelCmyk };
                int result = tjDecompress2(handle, from, (nuint)coded.Length, to, width, 0, height, format, AccurateDct);
                return result == 0 || tjGetErrorCode(handle) == 0 ? null : "The JPEG stream is damaged.";
            }
        }
        finally
        {
            _ = tjDestroy(handle);
        }
    }

    private static nint Load()
    {
        foreach (string name in new[] { "libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.dylib", "turbojpeg.dll" })
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                NativeLibrary.SetDllImportResolver(typeof(TurboJpeg).Assembly, (wanted, _, _) => wanted == Library ? library : 0);
                return library;
            }
        }
        return 0;
    }

    [LibraryImport(Library)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    private static partial int tjDecompressHeader3(nint handle, byte* coded, nuint size, out int width, out int height, out int subsampling, out int colorspace);

    [LibraryImport(Library)]
    private static partial int tjDecompress2(nint handle, byte* coded, nuint size, byte* target, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library)]
    private static partial int tjGetErrorCode(nint handle);

    [LibraryImport(Library)]
    private static partial int tjDestroy(nint handle);
}
