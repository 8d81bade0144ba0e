using MedAgg.Web.Features.Quotas;

namespace MedAgg.Web.Tests.Features.Quotas;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("1000", 1000L)]
    [InlineData("500 GB", 500_000_000_000L)]
    [InlineData("500 ГБ", 500_000_000_000L)]
    [InlineData("2 TiB", 2L << 40)]
    [InlineData("1,5 ТиБ", 3L << 39)]
    [InlineData("1.5tib", 3L << 39)]
    [InlineData("12 B", 12L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_read_as_people_write_it(string text, long bytes) => Assert.Equal(bytes, SizeText.Bytes(text));

    [Theory]
    [InlineData("")]
    [InlineData("much")]
    [InlineData("-1 GB")]
    [InlineData("1e3 GB")]
    [InlineData("NaN")]
    [InlineData("Infinity TB")]
    [InlineData("99999999999 TiB")]
    [InlineData("9223372036854775808")]
    [InlineData("1.2.3 GB")]
    public void What_is_no_size_is_told_so(string text) => Assert.Null(SizeText.Bytes(text));

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(1023L)]
    [InlineData(1L << 40)]
    [InlineData(3L << 39)]
    [InlineData(500_000_000_000L)]
    public void A_written_size_is_read_back_exactly(long bytes) => Assert.Equal(bytes, SizeText.Bytes(SizeText.Of(bytes)));
}
