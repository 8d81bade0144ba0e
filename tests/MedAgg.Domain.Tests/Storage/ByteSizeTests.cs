using MedAgg.Domain.Storage;

namespace MedAgg.Domain.Tests.Storage;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("500", 500L)]
    [InlineData("500 B", 500L)]
    [InlineData("500MB", 500_000_000L)]
    [InlineData("1.5 gb", 1_500_000_000L)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("3 PiB", 3L << 50)]
    [InlineData("8191 PiB", 8191L << 50)]
    [InlineData("8192 PiB", null)]
    [InlineData("-5MB", null)]
    [InlineData("1,5GB", null)]
    [InlineData("5 parsecs", null)]
    [InlineData("GB", null)]
    [InlineData("", null)]
    public void A_size_is_read_with_its_unit(string text, long? bytes) => Assert.Equal(bytes, ByteSize.Parse(text));
}
