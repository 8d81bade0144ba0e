using System.Security.Cryptography;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Stored pixel values in short, or why there are none.</summary>
internal sealed record InspectPixels
{
    /// <summary>As numpy would have it.</summary>
    public IReadOnlyList<int>? Shape { get; init; }

    public string? Dtype { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Of the little-endian, C-order stored values.</summary>
    public string? Sha256 { get; init; }

    public Refusal? Refusal { get; init; }

    public static InspectPixels Of(Reading<PixelArray> reading)
    {
        if (!reading.IsRead)
            return new() { Refusal = reading.Refusal };

        PixelArray pixels = reading.Value;
        (double min, double max) = pixels.Range();
        return new()
        {
            Shape = pixels.Shape,
            Dtype = pixels.Type.NumpyName(),
            Min = min,
            Max = max,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pixels.Bytes)),
        };
    }
}
