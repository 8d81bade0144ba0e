using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Tests.Archives;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926)] // the check value of the algorithm's catalogue entry
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void Known_texts_have_their_known_checksums(string text, uint expected) =>
        Assert.Equal(expected, Crc32.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Any_length_in_any_pieces_gives_what_bit_by_bit_gives()
    {
        Random random = new(32);
        byte[] bytes = new byte[5000];
        random.NextBytes(bytes);
        foreach (int length in Enumerable.Range(0, 300).Append(1023).Append(4096).Append(5000))
        {
            ReadOnlySpan<byte> whole = bytes.AsSpan(0, length);
            uint expected = BitByBit(whole);
            Assert.Equal(expected, Crc32.Of(whole));
            Crc32 pieces = default;
            for (int at = 0; at < length;)
            {
                int piece = Math.Min(random.Next(1, 200), length - at);
                pieces.Append(whole.Slice(at, piece));
                at += piece;
            }

            Assert.Equal(expected, pieces.Value);
        }
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
