using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Looks at the head of the first fragment: does it hold what the transfer syntax and the image module promise?</summary>
internal static class EncapsulatedCheck
{
    private const int HeadBytes = 4096;

    public static void Judge(DicomDataSet set, in DicomElement pixels, ImageFacts facts, ImagingLimits limits)
    {
        DicomFragments fragments = DicomFragments.Read(set, pixels, limits.MaxDicomFrames);
        if (fragments.Items.Count == 0)
        {
            Invalid(set, "The encapsulated pixel data hold no fragment.");
            return;
        }
        if (!fragments.IsComplete)
            Invalid(set, "The fragments of the pixel data do not end as they should.");
        if (!fragments.TableFits())
            Invalid(set, "The basic offset table points beside the fragments.");
        (long offset, uint length) = fragments.Items[0];
        ReadOnlySpan<byte> head = set.Window.Peek(offset, (int)Math.Min(length, HeadBytes));
        string? problem = TransferSyntax.Of(facts.TransferSyntax).Packing switch
        {
            PixelPacking.Rle => Rle(head, length, facts),
            PixelPacking.Jpeg or PixelPacking.JpegLossless or PixelPacking.JpegLs => Jpeg(head, facts),
            PixelPacking.Jpeg2000 or PixelPacking.HighThroughputJpeg2000 => Jpeg2000(head, facts),
            _ => null,
        };
        if (problem is not null)
            Invalid(set, problem);
    }

    /// <summary>PS3.5 section G.5.</summary>
    private static string? Rle(ReadOnlySpan<byte> head, uint length, ImageFacts facts)
    {
        if (head.Length < 64)
            return "The first frame is no RLE stream.";
        uint segments = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (segments is 0 or > 15)
            return $"The RLE header has {segments} segments; 1 … 15 are allowed.";
        uint last = 0;
        for (int i = 0; i < segments; i++)
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(head[(4 + (4 * i))..]);
            if (offset < 64 || offset > length || offset < last)
                return "The RLE header points outside its frame.";
            last = offset;
        }
        long plane = (long)facts.Rows * facts.Columns;
        // A literal run costs one byte in 128; even padded, a frame cannot need more.
        long most = 64 + (segments * (plane + (plane / 64) + (2L * facts.Rows) + 16));
        return facts.Frames == 1 && length > 2 * most ? "The RLE frame is longer than any coding of its pixels." : null;
    }

    private static string? Jpeg(ReadOnlySpan<byte> head, ImageFacts facts)
    {
        if (head.Length < 4 || head[0] != 0xFF || head[1] != 0xD8)
            return "The first frame is no JPEG stream.";
        int at = 2;
        while (at + 9 < head.Length)
        {
            if (head[at] != 0xFF)
                return "The first frame is no JPEG stream.";
            byte marker = head[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            int size = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
            bool isFrame = marker is (>= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) or 0xF7;
            if (isFrame)
                return Differs(BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]), facts);
            at += 2 + Math.Max(size, 2);
        }
        return null;
    }

    private static string? Jpeg2000(ReadOnlySpan<byte> head, ImageFacts facts)
    {
        int at = head.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]);
        if (at < 0)
            return "The first frame is no JPEG 2000 stream.";
        if (at + 24 > head.Length)
            return null;
        uint width = BinaryPrimitives.ReadUInt32BigEndian(head[(at + 8)..]) - BinaryPrimitives.ReadUInt32BigEndian(head[(at + 16)..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(head[(at + 12)..]) - BinaryPrimitives.ReadUInt32BigEndian(head[(at + 20)..]);
        return Differs(width, height, facts);
    }

    private static string? Differs(uint width, uint height, ImageFacts facts) =>
        width == facts.Columns && height == facts.Rows ? null : $"The compressed image is {width} × {height}, the data set says {facts.Columns} × {facts.Rows}.";

    private static void Invalid(DicomDataSet set, string message) => set.Warnings.Add(Codes.DicomImageInvalid, message);
}
