using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Raster;

namespace MedAgg.Imaging.Tiff;

/// <summary>Facts of a TIFF 6.0 or BigTIFF: first page, number of pages.</summary>
internal static class TiffReader
{
    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits, CancellationToken cancellationToken)
    {
        WarningList warnings = new();
        Refusal? refusal = Pages(window, limits, warnings, cancellationToken, out List<TiffDirectory> pages);
        if (refusal is not null || pages.Count == 0)
            return new FileReading(path, window.Length, FileKind.Tiff) { Refusal = refusal ?? new Refusal(Codes.ImageCorrupt, "The TIFF holds no page."), Warnings = warnings.Items };
        TiffDirectory first = pages[0];
        if (RasterFacts.Judge(first.Number(256) ?? 0, first.Number(257) ?? 0, limits) is { } size)
            return RasterFacts.Refuse(window, path, FileKind.Tiff, size.Code, size.Message);
        refusal = JudgeStrips(first, window, warnings);
        return new FileReading(path, window.Length, FileKind.Tiff) { Facts = Facts(first, pages.Count), Refusal = refusal, Warnings = warnings.Items };
    }

    /// <summary>All pages, each once; a chain that returns to an earlier page ends there.</summary>
    public static Refusal? Pages(ByteWindow window, ImagingLimits limits, WarningList warnings, CancellationToken cancellationToken, out List<TiffDirectory> pages)
    {
        pages = [];
        ReadOnlySpan<byte> head = window.Peek(0, 16);
        if (head.Length < 8)
            return Corrupt("The TIFF ends inside its header.");
        TiffFormat format = new(head[0] == 'M', head[2] == 43 || head[3] == 43);
        if (format.IsBigTiff && head.Length < 16)
            return Corrupt("The TIFF ends inside its header.");
        long at = format.IsBigTiff ? (long)Math.Min(format.U64(head[8..]), long.MaxValue) : format.U32(head[4..]);
        HashSet<long> seen = [];
        while (at != 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!seen.Add(at))
            {
                warnings.Add(Codes.ImageCorrupt, "The pages of the TIFF point at each other in a circle.");
                return null;
            }
            if (pages.Count >= limits.MaxImageFrames)
            {
                warnings.Add(Codes.ImageTooLarge, $"The TIFF holds more pages than the limit of {limits.MaxImageFrames}.");
                return null;
            }
            if (TiffDirectory.Read(window, format, at, out long next) is not { } page)
            {
                if (pages.Count == 0)
                    return Corrupt("The first page of the TIFF lies outside the file.");
                warnings.Add(Codes.ImageCorrupt, "A page of the TIFF lies outside the file.");
                return null;
            }
            pages.Add(page);
            at = next;
        }
        return null;
    }

    private static ImageFacts Facts(TiffDirectory page, int pages)
    {
        int samples = (int)Math.Clamp(page.Number(277) ?? 1, 1, 65535);
        int bits = (int)Math.Clamp(page.Number(258) ?? 1, 1, 64);
        long format = page.Number(339) ?? 1;
        long compression = page.Number(259) ?? 1;
        return new ImageFacts
        {
            Kind = FileKind.Tiff,
            Columns = page.Width,
            Rows = page.Height,
            Frames = pages,
            SamplesPerPixel = samples,
            BitsAllocated = bits,
            BitsStored = bits,
            IsSigned = format == 2,
            IsFloat = format == 3,
            Photometric = page.Number(262) switch { 0 => "MONOCHROME1", 1 => "MONOCHROME2", 2 => "RGB", 3 => "PALETTE COLOR", 5 => "CMYK", 6 => "YBR_FULL_422", _ => null },
            IsLossy = compression is 6 or 7 ? true : compression is 1 or 2 or 3 or 4 or 5 or 8 or 32773 or 32946 ? false : null,
            ByteOrder = page.IsBigEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
            ExifOrientation = page.Number(274) is { } orientation and >= 1 and <= 8 ? (int)orientation : null,
        };
    }

    private static Refusal? JudgeStrips(TiffDirectory page, ByteWindow window, WarningList warnings)
    {
        bool isTiled = page.Count(324) > 0;
        ulong chunks = page.Count(isTiled ? (ushort)324 : (ushort)273);
        if (chunks == 0)
        {
            warnings.Add(Codes.ImageCorrupt, "The TIFF has neither strips nor tiles.");
            return null;
        }
        if (isTiled && (page.Number(322) is not > 0 || page.Number(323) is not > 0))
            return Corrupt("The TIFF has tiles without extents.");
        long tileWidth = isTiled ? page.Number(322)!.Value : page.Width;
        long tileHeight = isTiled ? page.Number(323)!.Value : Math.Clamp(page.Number(278) ?? page.Height, 1, page.Height);
        long needed = ((page.Width + tileWidth - 1) / tileWidth) * ((page.Height + tileHeight - 1) / tileHeight);
        if (needed > (long)chunks || (long)Math.Min(chunks, long.MaxValue) > window.Length)
            warnings.Add(Codes.ImageCorrupt, "The TIFF has fewer strips or tiles than its picture needs.");
        if (page.Number(isTiled ? (ushort)324 : (ushort)273, chunks - 1) is not { } last || last >= window.Length)
            warnings.Add(Codes.ImageCorrupt, "A strip or tile of the TIFF lies outside the file.");
        return null;
    }

    private static Refusal Corrupt(string message) => new(Codes.ImageCorrupt, message);
}
