using System.IO.Compression;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>The inflater beside the library's: the same bytes for every stream, the same refusal of damage, and never a byte outside its room.</summary>
public sealed class InflaterTests
{
    public static TheoryData<string, int> Contents => new()
    {
        { "zeros", 0 }, { "zeros", 1 }, { "zeros", 100_000 },
        { "noise", 1 }, { "noise", 70_000 }, { "noise", 300_000 },
        { "text", 5 }, { "text", 299 }, { "text", 40_000 }, { "text", 400_000 },
        { "slice", 300_000 }, { "steps", 200_000 }, { "far", 200_000 },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_was_deflated_comes_back(string kind, int length)
    {
        byte[] content = Make(kind, length);
        foreach (CompressionLevel level in Enum.GetValues<CompressionLevel>())
        {
            byte[] target = new byte[length];
            Assert.Equal(InflateEnd.Whole, Inflater.OfThread.Inflate(Deflate(content, level), target, out int produced));
            Assert.Equal(length, produced);
            Assert.True(content.AsSpan().SequenceEqual(target), $"{kind} {length} {level}");
        }
    }

    [Fact]
    public void A_stream_that_holds_more_than_the_room_is_too_long_and_one_that_holds_less_says_how_much()
    {
        byte[] packed = Deflate(Make("text", 50_000), CompressionLevel.Optimal);

        byte[] small = new byte[49_999];
        Assert.Equal(InflateEnd.TooLong, Inflater.OfThread.Inflate(packed, small, out _));
        byte[] large = new byte[60_000];
        Assert.Equal(InflateEnd.Whole, Inflater.OfThread.Inflate(packed, large, out int produced));
        Assert.Equal(50_000, produced);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("slice")]
    [InlineData("zeros")]
    public void A_cut_stream_is_damaged_wherever_it_is_cut(string kind)
    {
        byte[] packed = Deflate(Make(kind, 3000), CompressionLevel.Optimal);
        byte[] target = new byte[3000];
        for (int length = 0; length < packed.Length; length++)
            Assert.Equal(InflateEnd.Damaged, Inflater.OfThread.Inflate(packed.AsSpan(0, length), target, out _));
    }

    [Theory]
    [InlineData(new byte[] { 0b111 })] // a block of the fourth kind
    [InlineData(new byte[] { 0b001, 5, 0, 5, 0 })] // a stored block whose length is not said twice
    [InlineData(new byte[] { 0b101, 0xFF, 0xFF, 0xFF, 0xFF })] // more distance codes than there are
    [InlineData(new byte[] { 0b011, 0b010, 0, 0 })] // a match before the first byte
    public void A_stream_against_the_rules_is_damaged(byte[] packed)
    {
        byte[] target = new byte[1000];
        Assert.Equal(InflateEnd.Damaged, Inflater.OfThread.Inflate(packed, target, out _));
    }

    [Fact]
    public void Changed_bytes_end_as_the_library_ends_and_never_outside_the_room()
    {
        Random random = new(1951);
        byte[][] seeds = [Deflate(Make("text", 20_000), CompressionLevel.Optimal), Deflate(Make("slice", 20_000), CompressionLevel.Fastest), Deflate(Make("steps", 9000), CompressionLevel.SmallestSize)];
        byte[] room = new byte[24_000];
        for (int round = 0; round < 3000; round++)
        {
            byte[] packed = [.. seeds[round % seeds.Length]];
            for (int change = 0; change <= random.Next(3); change++)
                packed[random.Next(Math.Min(packed.Length, 400))] ^= (byte)(1 << random.Next(8));
            room.AsSpan(22_000).Fill(0xA5);
            Span<byte> target = room.AsSpan(0, 22_000);

            InflateEnd end = Inflater.OfThread.Inflate(packed, target, out int produced);

            Assert.Equal(-1, room.AsSpan(22_000).IndexOfAnyExcept((byte)0xA5));
            (byte[]? expected, bool isMore) = Library(packed, target.Length);
            if (end == InflateEnd.Whole)
                Assert.True(expected is not null && expected.AsSpan().SequenceEqual(target[..produced]), $"round {round}");
            else if (end == InflateEnd.TooLong)
                Assert.True(isMore || expected is null, $"round {round}");
            else
                Assert.True(expected is null || isMore, $"round {round}: the library reads it");
        }
    }

    private static (byte[]? Bytes, bool IsMore) Library(byte[] packed, int most)
    {
        try
        {
            using MemoryStream input = new(packed);
            using DeflateStream inflated = new(input, CompressionMode.Decompress);
            byte[] bytes = new byte[most + 1];
            int read = inflated.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read > most)
                return (null, true);
            // A stream that ends too early is an end to the library, and nothing of it is left.
            return EndsWhole(packed, read) ? (bytes[..read], false) : (null, false);
        }
        catch (InvalidDataException)
        {
            return (null, false);
        }
    }

    // With more input behind it, a whole stream gives the same, and a cut one gives more or fails.
    private static bool EndsWhole(byte[] packed, int length)
    {
        try
        {
            using MemoryStream input = new([.. packed, .. new byte[64]]);
            using DeflateStream inflated = new(input, CompressionMode.Decompress);
            using MemoryStream output = new();
            inflated.CopyTo(output);
            using MemoryStream other = new([.. packed, .. Enumerable.Repeat((byte)0xFF, 64)]);
            using DeflateStream again = new(other, CompressionMode.Decompress);
            using MemoryStream second = new();
            again.CopyTo(second);
            return output.Length == length && second.Length == length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Deflate(byte[] content, CompressionLevel level)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, level, leaveOpen: true))
            deflate.Write(content);
        return packed.Length > 0 ? packed.ToArray() : [3, 0]; // the library writes nothing for nothing
    }

    private static byte[] Make(string kind, int length)
    {
        Random random = new(length);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++)
        {
            content[i] = kind switch
            {
                "zeros" => 0,
                "noise" => (byte)random.Next(256),
                "text" => (byte)"the quick brown fox jumps over 13 lazy dogs\n"[(i * 7 / 5) % 44],
                "slice" => (byte)(i % 2 == 1 ? 4 : random.Next(40) + random.Next(40)),
                "steps" => (byte)(i / (1 + (i % 11))),
                _ => i < 33_000 ? (byte)random.Next(256) : content[i - 32_768 + (i % 3)],
            };
        }

        return content;
    }
}
