using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging;

/// <summary>Small pictures of any readable file.</summary>
public static class Preview
{
    /// <summary>Draws one plane: rescaled, by the file's VOI window or else its 1st to 99th percentile, MONOCHROME1 inverted, the middle slice of a volume.</summary>
    /// <param name="source">The bytes that were inspected.</param>
    /// <param name="reading">What was read of them.</param>
    /// <param name="maxSide">Longest side in pixels, 1 … 16,384; smaller pictures keep their size.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static Reading<DisplayImage> Render(
        ByteSource source, FileReading reading, int maxSide, ImagingLimits limits, CancellationToken cancellationToken) =>
        Render(source, reading, PreviewOptions.Default with { MaxSide = maxSide }, limits, null, cancellationToken);

    /// <summary>The same with a chosen frame and window, for viewers.</summary>
    public static Reading<DisplayImage> Render(
        ByteSource source, FileReading reading, PreviewOptions options, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        new Refusal(Codes.CodecUnsupported, "Not read.");
}

/// <summary>What to draw.</summary>
public sealed record PreviewOptions
{
    /// <summary>The defaults.</summary>
    public static PreviewOptions Default { get; } = new();

    /// <summary>Longest side in pixels. Default 256.</summary>
    public int MaxSide { get; init; } = 256;

    /// <summary>Frame or slice from 0; null for the middle one.</summary>
    public int? Frame { get; init; }

    /// <summary>Window in rescaled units; null for the file's own, else percentiles.</summary>
    public DisplayWindow? Window { get; init; }

    /// <summary>Turns black and white round, after MONOCHROME1 was.</summary>
    public bool Invert { get; init; }
}

/// <summary>A grey window in rescaled units (HU for CT).</summary>
/// <param name="Center">Middle.</param>
/// <param name="Width">Extent, 1 or more.</param>
public readonly record struct DisplayWindow(double Center, double Width);
