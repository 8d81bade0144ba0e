using System.Xml.Linq;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;

namespace MedAgg.Jobs.Tests.Reports;

public sealed class DrawingTests
{
    [Fact]
    public void Every_character_of_the_vocabulary_has_strokes()
    {
        IReadOnlyList<Place> unknown = StrokeFont.Lay(Of("\uFFFD"))[0];
        string[] bare = [.. ReportVocabulary.All.Values.SelectMany(pair => pair.En + pair.Ru).Where(c => c is not ('{' or '}')).Distinct()
            .Where(c => StrokeFont.Lay(Of(c.ToString())) is [var line, ..] && line.SequenceEqual(unknown)).Select(c => $"{c} {(int)c:x4}")];
        Assert.Empty(bare);
    }

    [Fact]
    public void Words_end_where_they_are_anchored()
    {
        double width = StrokeFont.WidthOf("AUC 0.958", 11);
        Assert.InRange(width, 30, 80);
        Place[] end = [.. StrokeFont.Lay(Of("AUC 0.958") with { Anchor = Anchor.End }).SelectMany(line => line)];
        Assert.InRange(end.Min(point => point.X), -width - 0.5, -width + 1.5);
        Assert.InRange(end.Max(point => point.X), -1.5, 0.5);
        Place[] turned = [.. StrokeFont.Lay(Of("AUC") with { IsTurned = true }).SelectMany(line => line)];
        Assert.All(turned, point => Assert.InRange(point.Y, -40, 0.5)); // reads upwards
    }

    [Fact]
    public void A_picture_is_the_same_in_pixels_as_in_shapes()
    {
        Picture picture = new(40, 30, "name <&>", "what", [new Box(0, 0, 10, 30, Ink.Data[0], null, 0), new Stroke([new(20, 0), new(20, 30)], Ink.Data[1], 4, []), new Marker(new(32, 15), MarkerForm.Square, Ink.Data[2], 5, "t")]);
        using Stream png = new MemoryStream(PngRaster.Draw(picture, 1));
        Assert.Equal(PngRaster.Draw(picture, 2), PngRaster.Draw(picture, 2));
        byte[] pixels = Decoded(png);
        Assert.Equal((0x00, 0x72, 0xb2), At(5, 15));
        Assert.Equal((0xb5, 0x77, 0x00), At(20, 15));
        Assert.Equal((0x00, 0x8a, 0x64), At(32, 15));
        Assert.Equal((255, 255, 255), At(15, 15));
        Assert.Equal("name <&>", XDocument.Parse(SvgWriter.ForPage(picture)).Root!.Elements().First().Value);

        (int, int, int) At(int x, int y) => (pixels[(y * 40 + x) * 3], pixels[(y * 40 + x) * 3 + 1], pixels[(y * 40 + x) * 3 + 2]);
    }

    [Theory]
    [InlineData(new[] { 7.0, 3.0 }, 100, 10)]
    [InlineData(new[] { 5.0, 5.0 }, 20, 2)]
    public void Dashes_cover_their_share(double[] pattern, double length, int count)
    {
        IReadOnlyList<IReadOnlyList<Place>> dashes = Dashes.Of([new(0, 0), new(length / 3, 0), new(length, 0)], pattern);
        Assert.Equal(count, dashes.Count);
        Assert.Equal(pattern[0] * count, dashes.Sum(dash => dash[^1].X - dash[0].X), 9);
    }

    private static Label Of(string text) => new(new(0, 0), text, Anchor.Start, Ink.Words, 11, false, false);

    // A reader of its own: filter type 0 … 4 over the inflated rows.
    private static byte[] Decoded(Stream png)
    {
        using MemoryStream all = new();
        png.CopyTo(all);
        byte[] bytes = all.ToArray();
        using MemoryStream packed = new();
        for (int at = 8; at < bytes.Length;)
        {
            int size = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (bytes.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                packed.Write(bytes, at + 8, size);
            at += size + 12;
        }

        packed.Position = 0;
        using System.IO.Compression.ZLibStream zlib = new(packed, System.IO.Compression.CompressionMode.Decompress);
        const int Stride = 120;
        byte[] pixels = new byte[Stride * 30];
        byte[] row = new byte[Stride + 1];
        for (int y = 0; y < 30; y++)
        {
            zlib.ReadExactly(row);
            for (int x = 0; x < Stride; x++)
            {
                int left = x >= 3 ? pixels[y * Stride + x - 3] : 0;
                int up = y > 0 ? pixels[(y - 1) * Stride + x] : 0;
                int corner = x >= 3 && y > 0 ? pixels[(y - 1) * Stride + x - 3] : 0;
                pixels[y * Stride + x] = (byte)(row[x + 1] + row[0] switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
            }
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner;
        (int a, int b, int c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
