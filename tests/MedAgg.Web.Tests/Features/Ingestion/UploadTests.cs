using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class UploadTests
{
    private static readonly Refusal TooLarge = new("UPLOAD_TOO_LARGE", "Too large.");

    [Theory]
    [InlineData("set.zip", "set.zip")]
    [InlineData("C:\\Users\\me\\set.zip", "set.zip")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("  снимки КТ.zip ", "снимки КТ.zip")]
    [InlineData("a\u0000b\u0007.zip", "ab.zip")]
    [InlineData("..", "upload")]
    [InlineData("", "upload")]
    public void An_upload_keeps_the_harmless_last_part_of_its_name(string name, string plain) =>
        Assert.Equal(plain, UploadStore.PlainName(name));

    [Fact]
    public void A_long_name_keeps_its_end() =>
        Assert.EndsWith(".nii.gz", UploadStore.PlainName(new string('x', 500) + ".nii.gz"), StringComparison.Ordinal);

    [Fact]
    public async Task As_many_bytes_as_allowed_pass()
    {
        await using BoundedStream bounded = new(new MemoryStream(new byte[100]), 100, TooLarge);
        using MemoryStream passed = new();
        await bounded.CopyToAsync(passed, TestContext.Current.CancellationToken);
        Assert.Equal(100, passed.Length);
    }

    [Fact]
    public async Task One_byte_more_is_refused_before_it_is_passed_on()
    {
        await using BoundedStream bounded = new(new MemoryStream(new byte[101]), 100, TooLarge);
        using MemoryStream passed = new();
        RefusedException exception = await Assert.ThrowsAsync<RefusedException>(() => bounded.CopyToAsync(passed, TestContext.Current.CancellationToken));
        Assert.Equal(TooLarge, exception.Refusal);
        Assert.Empty(passed.ToArray());
    }
}
