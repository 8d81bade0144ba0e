namespace MedAgg.Imaging.Gdcm;

/// <summary>Looks into the SIZ marker of a JPEG 2000 code stream (ISO/IEC 15444-1 annex A.5.1).</summary>
internal static class Jpeg2000Precision
{
    private const int ComponentDepth = 42;

    /// <summary>Bits of the first component when it is unsigned; null when it is signed or the bytes are no JPEG 2000.</summary>
    public static int? OfUnsigned(ReadOnlySpan<byte> stream) =>
        stream.Length > ComponentDepth && stream.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]) && (stream[ComponentDepth] & 0x80) == 0
            ? (stream[ComponentDepth] & 0x7F) + 1
            : null;
}
