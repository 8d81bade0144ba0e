using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tiff;

/// <summary>How a page's samples are cut into strips or tiles.</summary>
internal sealed record TiffLayout
{
    public int Samples { get; private init; }

    public int Bits { get; private init; }

    public PixelType Type { get; private init; }

    public bool IsPlanar { get; private init; }

    public bool IsTiled { get; private init; }

    public int ChunkWidth { get; private init; }

    public int ChunkHeight { get; private init; }

    public int ChunksAcross { get; private init; }

    public int ChunksDown { get; private init; }

    public int Height { get; private init; }

    public long Compression { get; private init; }

    public long Predictor { get; private init; }

    /// <summary>Why the page cannot be read, or null.</summary>
    public string? Problem { get; private init; }

    public int SampleBytes => Type.SizeBytes();

    public int LineBytes => (int)((((long)ChunkWidth * (IsPlanar ? 1 : Samples) * Bits) + 7) / 8);

    public long ChunkBytes => (long)LineBytes * ChunkHeight;

    /// <summary>Rows that a chunk holds; the last strip may be shorter.</summary>
    public int RowsOf(int row) => IsTiled ? ChunkHeight : Math.Min(ChunkHeight, Height - (row * ChunkHeight));

    public static TiffLayout Of(TiffDirectory page)
    {
        int samples = (int)Math.Clamp(page.Number(277) ?? 1, 1, 64);
        int bits = (int)Math.Clamp(page.Number(258) ?? 1, 0, 128);
        long format = page.Number(339) ?? 1;
        PixelType? type = (bits, format) switch
        {
            (1 or 2 or 4 or 8, 1 or 4) => PixelType.U8,
            (8, 2) => PixelType.I8,
            (16, 1 or 4) => PixelType.U16,
            (16, 2) => PixelType.I16,
            (32, 1 or 4) => PixelType.U32,
            (32, 2) => PixelType.I32,
            (32, 3) => PixelType.F32,
            (64, 3) => PixelType.F64,
            _ => null,
        };
        bool isTiled = page.Count(324) > 0;
        long width = isTiled ? page.Number(322) ?? 0 : page.Width;
        long height = isTiled ? page.Number(323) ?? 0 : Math.Clamp(page.Number(278) ?? page.Height, 1, page.Height);
        long compression = page.Number(259) ?? 1;
        long predictor = page.Number(317) ?? 1;
        bool hasOtherBits = Enumerable.Range(1, Math.Max(0, samples - 1)).Any(i => page.Count(258) > (ulong)i && page.Number(258, (ulong)i) != bits);
        string? problem = type is null || hasOtherBits ? $"TIFF samples of {bits} bits in format {format} are not read."
            : compression is not (1 or 5 or 8 or 32773 or 32946) ? $"TIFF compression {compression} is not read."
            : predictor is not (1 or 2 or 3) || (predictor == 2 && bits is not (8 or 16 or 32)) || (predictor == 3 && format != 3) ? $"TIFF predictor {predictor} is not read."
            : width is < 1 or > 1 << 20 || height is < 1 or > 1 << 24 ? "The strips or tiles of the TIFF have no usable extents."
            : null;
        width = Math.Clamp(width, 1, 1 << 20);
        height = Math.Clamp(height, 1, 1 << 24);
        return new TiffLayout
        {
            Samples = samples,
            Bits = bits,
            Type = type ?? PixelType.U8,
            IsPlanar = page.Number(284) == 2 && samples > 1,
            IsTiled = isTiled,
            ChunkWidth = (int)width,
            ChunkHeight = (int)height,
            ChunksAcross = (int)((page.Width + width - 1) / width),
            ChunksDown = (int)((page.Height + height - 1) / height),
            Height = page.Height,
            Compression = compression,
            Predictor = predictor,
            Problem = problem,
        };
    }
}
