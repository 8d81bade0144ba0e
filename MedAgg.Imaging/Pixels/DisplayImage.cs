namespace MedAgg.Imaging.Pixels;

/// <summary>A picture ready to be shown or written as PNG.</summary>
/// <param name="Width">Pixels along a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 grey, 3 RGB.</param>
/// <param name="BitsPerSample">8, or 16 (big-endian, as PNG wants it).</param>
/// <param name="Data">Rows from the top, Width × Channels × BitsPerSample / 8 bytes each, no padding.</param>
public sealed record DisplayImage(int Width, int Height, int Channels, int BitsPerSample, byte[] Data);
