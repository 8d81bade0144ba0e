using MedAgg.Domain.Storage;

namespace MedAgg.Domain.Tests.Storage;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("500", 500L)]
    [InlineData("500 B", 500L)]
    [InlineData("12 б", 12L)]
    [InlineData("500MB", 500_000_000L)]
    [InlineData("500 ГБ", 500_000_000_000L)]
    [InlineData("1 500 МБ", 1_500_000_000L)]
    [InlineData("1\u202f500 МБ", 1_500_000_000L)]
    [InlineData("1.5 gb", 1_500_000_000L)]
    [InlineData("1,5GB", 1_500_000_000L)]
    [InlineData("10k", 10_000L)]
    [InlineData("10 к", 10_000L)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("1,5 ТиБ", 3L << 39)]
    [InlineData("1.5tib", 3L << 39)]
    [InlineData("3 PiB", 3L << 50)]
    [InlineData("8191 PiB", 8191L << 50)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_read_with_its_unit(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("8192 PiB")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999 TiB")]
    [InlineData("-5MB")]
    [InlineData("-1 GB")]
    [InlineData("1e3 GB")]
    [InlineData("1.2.3 GB")]
    [InlineData("1,500")]
    [InlineData("0.5")]
    [InlineData("5 parsecs")]
    [InlineData("5 GiBB")]
    [InlineData("much")]
    [InlineData("NaN")]
    [InlineData("Infinity TB")]
    [InlineData("GB")]
    [InlineData("")]
    public void What_is_no_size_is_none(string text) => Assert.Null(ByteSize.Parse(text));

    [Theory]
    [InlineData(0L, "0 bytes")]
    [InlineData(1023L, "1023 bytes")]
    [InlineData(1536L, "1.5 KiB")]
    [InlineData(2_097_153_974L, "2 GiB")]
    [InlineData(3_000_000_000L, "2.8 GiB")]
    public void A_size_is_said_in_its_unit(long bytes, string text) => Assert.Equal(text, ByteSize.Say(bytes));

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(1L, "1")]
    [InlineData(1023L, "1023")]
    [InlineData(1L << 40, "1 TiB")]
    [InlineData(3L << 39, "1536 GiB")]
    [InlineData(3L << 50, "3 PiB")]
    [InlineData(500_000_000_000L, "500 GB")]
    [InlineData(1_536_000L, "1536 KB")]
    [InlineData(2_500_001L, "2500001")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void A_written_size_is_read_back_exactly(long bytes, string text)
    {
        Assert.Equal(text, ByteSize.Write(bytes));
        Assert.Equal(bytes, ByteSize.Parse(text));
    }
}
