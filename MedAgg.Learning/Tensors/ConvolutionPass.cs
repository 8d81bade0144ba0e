namespace MedAgg.Learning.Tensors;

/// <summary>
/// One image through one convolution. Output (pixel, channel) is a single chain of fused multiply-adds over the window's values in
/// memory order, starting at zero: the same bits whatever the vector width.
/// </summary>
internal unsafe struct ConvolutionPass
{
    /// <summary>Top left window value of an offset of zero.</summary>
    public float* Input;

    /// <summary>Where the window of each output pixel starts.</summary>
    public nint* InputOffsets;

    /// <summary>Output value of an offset of zero.</summary>
    public float* Output;

    /// <summary>Where each output pixel lies.</summary>
    public nint* OutputOffsets;

    /// <summary>How many output pixels there are.</summary>
    public int Pixels;

    /// <summary>Rows of the window.</summary>
    public int WindowRows;

    /// <summary>Values from a window row to the next.</summary>
    public nint WindowRowStride;

    /// <summary>Neighbouring values in a window row: columns times input channels.</summary>
    public int Run;

    /// <summary>Weights in panels of 16 output channels: value k of panel p at (p * WindowRows * Run + k) * 16, padded with zeros.</summary>
    public float* Panels;

    /// <summary>Output channels.</summary>
    public int Channels;
}

/// <summary>
/// Adds some images (or a strip of one) to a weight gradient. Element (k, channel) continues its chain of fused multiply-adds over images,
/// and in an image over pixels by rows.
/// </summary>
internal unsafe struct WeightGradientPass
{
    /// <summary>Window value of an offset of zero for the first pixel.</summary>
    public float* Input;

    /// <summary>Rows of the window.</summary>
    public int WindowRows;

    /// <summary>Values from a window row to the next.</summary>
    public nint WindowRowStride;

    /// <summary>Neighbouring values in a window row: columns times input channels.</summary>
    public int Run;

    /// <summary>Where each window value lies.</summary>
    public nint* WindowOffsets;

    /// <summary>Images.</summary>
    public int Images;

    /// <summary>Input values from an image to the next.</summary>
    public nint InputImageStep;

    /// <summary>Input values from a pixel's window to the next pixel's.</summary>
    public nint InputPixelStep;

    /// <summary>Input values from a row of windows to the next.</summary>
    public nint InputRowStep;

    /// <summary>Gradient of the first output pixel.</summary>
    public float* Gradient;

    /// <summary>Values from an image's gradient to the next.</summary>
    public nint GradientImageStep;

    /// <summary>Values from an output pixel to the next.</summary>
    public nint GradientPixelStep;

    /// <summary>Values from an output row to the next.</summary>
    public nint GradientRowStep;

    /// <summary>Output rows.</summary>
    public int Height;

    /// <summary>Output columns.</summary>
    public int Width;

    /// <summary>Sums, row k at k * <see cref="PaddedChannels"/>; columns behind the last channel hold rubbish.</summary>
    public float* Sums;

    /// <summary>Output channels, rounded up to a multiple of 16.</summary>
    public int PaddedChannels;

    /// <summary>Window values.</summary>
    public readonly int WindowValues => WindowRows * Run;
}
